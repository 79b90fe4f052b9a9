package dev.paykore.bench.load;

/**
 * What came of a load.
 *
 * @param requests that were answered
 * @param micros how long it lasted
 * @param refusals answers of 400 and above
 * @param broken connections that failed, and requests without an answer
 * @param p50Micros half of the requests took no longer
 * @param p99Micros 99 of 100 requests took no longer
 */
public record Answered(
    long requests, long micros, long refusals, long broken, long p50Micros, long p99Micros) {

  private static final double MICROS_PER_SECOND = 1e6;

  /** Of two loads at the same time; of the times the longer ones. */
  public Answered and(Answered other) {
    return new Answered(
        requests + other.requests,
        Math.max(micros, other.micros),
        refusals + other.refusals,
        broken + other.broken,
        Math.max(p50Micros, other.p50Micros),
        Math.max(p99Micros, other.p99Micros));
  }

  /** Answers a second. */
  public double perSecond() {
    return requests * MICROS_PER_SECOND / micros;
  }
}
