package dev.paykore.keys.usage;

/**
 * How often one secret was used in a stretch of time that begins at a given second.
 *
 * @param secretId the secret that the requests carried
 * @param epochSecond where the stretch begins; how long it is depends on what was asked for
 * @param allowed requests that the limiter let through
 * @param limited requests that it refused with 429
 * @param errors those of the allowed that got an error of the edge's own, or any 5xx
 */
public record UsageCount(
    String secretId, long epochSecond, long allowed, long limited, long errors) {

  public UsageCount {
    if (epochSecond < 0 || allowed < 0 || limited < 0 || errors < 0) {
      throw new IllegalArgumentException(
          "usage of %s: %d %d %d %d (expected: none negative)"
              .formatted(secretId, epochSecond, allowed, limited, errors));
    }
  }

  /**
   * The same as a part of a longer stretch, of those that begin at a multiple of so many seconds.
   */
  UsageCount within(long stretchSeconds) {
    long start = epochSecond - epochSecond % stretchSeconds;
    return new UsageCount(secretId, start, allowed, limited, errors);
  }

  /** All requests that were authenticated with the secret. */
  public long requests() {
    return allowed + limited;
  }
}
