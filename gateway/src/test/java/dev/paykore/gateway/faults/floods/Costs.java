package dev.paykore.gateway.faults.floods;

import java.time.Duration;

/**
 * What has been spent so far.
 *
 * @param lookUps of Postgres
 * @param heapBytes of the edge, once its garbage is collected
 * @param computed by the edge, on all its threads
 * @param computedByClients by this process, on all its threads
 */
record Costs(long lookUps, long heapBytes, Duration computed, Duration computedByClients) {

  private static final double BYTES_PER_MB = 1e6;
  private static final double NANOS_PER_MICRO = 1e3;

  static Costs of(FloodedEdge edge) {
    // First the time, so that to measure the rest is no part of it.
    Duration computed = computed(ProcessHandle.of(edge.process.pid()).orElseThrow());
    Duration byClients = computed(ProcessHandle.current());
    long heapBytes = EdgeMemory.of(edge.process).heapBytes();
    return new Costs(edge.statements.lookUps(), heapBytes, computed, byClients);
  }

  /** What was spent before is subtracted. */
  Costs since(Costs before) {
    return new Costs(
        lookUps - before.lookUps,
        heapBytes - before.heapBytes,
        computed.minus(before.computed),
        computedByClients.minus(before.computedByClients));
  }

  /** All of it in words, for so many requests. */
  String each(int requests) {
    return "%,d look-ups, heap %+.1f MB, %.0f µs of CPU a request, %.1f times the client's"
        .formatted(
            lookUps,
            heapBytes / BYTES_PER_MB,
            computed.toNanos() / NANOS_PER_MICRO / requests,
            (double) computed.toNanos() / computedByClients.toNanos());
  }

  private static Duration computed(ProcessHandle process) {
    return process.info().totalCpuDuration().orElseThrow();
  }
}
