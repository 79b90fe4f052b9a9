package dev.paykore.gateway.bucket;

/**
 * A bucket of tokens as it was at one moment. It holds as many tokens as the limit allows requests
 * a minute and is refilled continuously at that rate.
 *
 * <p>A token is 60,000 units and a minute 60,000 milliseconds, so a limit of n refills exactly n
 * units a millisecond: integers throughout. {@code take-tokens.lua} does the same in Redis.
 *
 * @param level what is in the bucket, in units
 * @param atMillis when it was, in milliseconds of the epoch
 * @param limit the requests a minute that it was last used with
 */
public record TokenBucket(long level, long atMillis, int limit) {

  public static final long UNITS_PER_TOKEN = 60_000;

  private static final long MILLIS_TO_FILL = 60_000;
  private static final long MILLIS_PER_SECOND = 1000;

  public TokenBucket {
    if (limit < 1) {
      throw new IllegalArgumentException("limit: %d (expected: >= 1)".formatted(limit));
    }
    if (level < 0 || level > capacity(limit)) {
      throw new IllegalArgumentException(
          "level: %d (expected: 0 to %d)".formatted(level, capacity(limit)));
    }
  }

  /** What a take gave: how many tokens, and the bucket after it. */
  public record Take(int granted, TokenBucket after) {}

  /** A bucket that nobody has used for long. */
  public static TokenBucket full(int limit, long nowMillis) {
    return new TokenBucket(capacity(limit), nowMillis, limit);
  }

  /**
   * Takes as many of the tokens wanted as are there. A clock that went back counts as no time gone
   * by. Another limit than before counts at once, but the tokens stay as they are and the time gone
   * by refills at the lower of the two; only a bucket that was full is full by the new limit too.
   */
  public Take take(int wanted, long nowMillis, int newLimit) {
    long refilled = refilled(nowMillis, newLimit);
    int granted = (int) Math.min(wanted, refilled / UNITS_PER_TOKEN);
    long left = refilled - granted * UNITS_PER_TOKEN;
    return new Take(granted, new TokenBucket(left, nowMillis, newLimit));
  }

  /**
   * The same bucket with some more tokens, if it has room for them: as it was before somebody took
   * theirs.
   */
  public TokenBucket plus(long tokens) {
    long more = Math.min(level + tokens * UNITS_PER_TOKEN, capacity(limit));
    return new TokenBucket(more, atMillis, limit);
  }

  /** Whole tokens left. */
  public long remaining() {
    return level / UNITS_PER_TOKEN;
  }

  /** The second of the epoch, rounded up, at which the bucket is full again. */
  public long fullAtEpochSecond() {
    return Math.ceilDiv(atMillis + millisUntilFull(), MILLIS_PER_SECOND);
  }

  /** Whole seconds until the bucket is full again. */
  public long secondsUntilFull() {
    return Math.ceilDiv(millisUntilFull(), MILLIS_PER_SECOND);
  }

  /** Whole seconds until one token is there, at least one. */
  public long secondsUntilToken() {
    long millis = Math.ceilDiv(UNITS_PER_TOKEN - level, (long) limit);
    return Math.max(1, Math.ceilDiv(millis, MILLIS_PER_SECOND));
  }

  private long millisUntilFull() {
    return Math.ceilDiv(capacity(limit) - level, (long) limit);
  }

  private long refilled(long nowMillis, int newLimit) {
    long elapsed = Math.clamp(nowMillis - atMillis, 0, MILLIS_TO_FILL);
    if (level + elapsed * limit >= capacity(limit)) {
      return capacity(newLimit);
    }
    return Math.min(level + elapsed * Math.min(limit, newLimit), capacity(newLimit));
  }

  private static long capacity(int limit) {
    return limit * UNITS_PER_TOKEN;
  }
}
