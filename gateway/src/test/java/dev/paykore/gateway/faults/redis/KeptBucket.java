package dev.paykore.gateway.faults.redis;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A token bucket as Redis keeps it.
 *
 * @param level in 60,000ths of a token
 * @param atMillis when it was so, by Redis's clock
 * @param limit tokens a minute, which is units a millisecond
 */
record KeptBucket(long level, long atMillis, long limit) {

  private static final int TOKEN = 60_000;

  static KeptBucket parse(String text) {
    String[] parts = text.split(" ", -1);
    return new KeptBucket(
        Long.parseLong(parts[0]), Long.parseLong(parts[1]), Long.parseLong(parts[2]));
  }

  /** How many tokens were taken between the two, if it was never full: exact, whatever the time. */
  long takenUntil(KeptBucket later) {
    long units = level + (later.atMillis - atMillis) * limit - later.level;
    assertThat(units % TOKEN).as("%s, then %s: full meanwhile?", this, later).isZero();
    return units / TOKEN;
  }
}
