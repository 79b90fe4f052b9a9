package dev.paykore.gateway.faults.floods;

import java.time.Duration;

/**
 * What has been spent so far.
 *
 * @param lookUps of Postgres
 * @param heapBytes of the edge, once its garbage is collected
 * @param computed by the edge, on all its threads
 */
record Costs(long lookUps, long heapBytes, Duration computed) {

  private static final double BYTES_PER_MB = 1e6;
  private static final double NANOS_PER_MICRO = 1e3;

  static Costs of(FloodedEdge edge) {
    // First the time, so that to measure the rest is no part of it.
    ProcessHandle process = ProcessHandle.of(edge.process.pid()).orElseThrow();
    Duration computed = process.info().totalCpuDuration().orElseThrow();
    long heapBytes = EdgeMemory.of(edge.process).heapBytes();
    return new Costs(edge.statements.lookUps(), heapBytes, computed);
  }

  /** What was spent before is subtracted. */
  Costs since(Costs before) {
    return new Costs(
        lookUps - before.lookUps, heapBytes - before.heapBytes, computed.minus(before.computed));
  }

  /** How much more the edge has computed than the clients of a flood. */
  double timesThoseOf(KeyFlood flood) {
    return (double) computed.toNanos() / flood.computed().toNanos();
  }

  /** All of it in words, for so many requests. */
  String each(int requests) {
    return "%,d look-ups, heap %+.1f MB, %.0f µs of CPU a request"
        .formatted(
            lookUps, heapBytes / BYTES_PER_MB, computed.toNanos() / NANOS_PER_MICRO / requests);
  }
}
