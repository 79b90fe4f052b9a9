package dev.paykore.keys.redis;

import java.time.Duration;

/** How long records and versions live in Redis; the first is the promise made to partners. */
public final class RecordLife {

  /**
   * A look-up is believed for at most this long, counted from before its Postgres query was sent.
   */
  public static final Duration LOOK_UP = Duration.ofMinutes(5);

  /** A published change stays longer than any look-up that could have missed it. */
  public static final Duration CHANGE = LOOK_UP.multipliedBy(2);

  private RecordLife() {}
}
