package dev.paykore.gateway.faults.floods;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.paykore.gateway.faults.FaultRow;
import dev.paykore.gateway.testing.EdgeProcess;

/**
 * What connections may cost in memory: 64 KiB each and 100 times the bytes that came on it. All is
 * measured against the edge as it was when it was fresh, so what was there before counts as well.
 */
final class ConnectionCost {

  private static final long BASE_BYTES = 64 << 10;
  private static final int FACTOR = 100;

  private final EdgeProcess edge;
  private final EdgeMemory fresh;
  private EdgeMemory held;

  /** Of an edge that is fresh, but warm. */
  ConnectionCost(EdgeProcess edge) {
    this.edge = edge;
    fresh = EdgeMemory.of(edge);
    held = fresh;
  }

  /** Measures now that they are there. */
  void measure() {
    held = EdgeMemory.of(edge);
  }

  /**
   * All that they cost was bounded, and they did cost something: heap that comes back now that they
   * have left. Buffers outside the heap do not come back, the allocator keeps its chunks.
   *
   * @param bytes that came on each
   */
  void assertBounded(String row, String what, int connections, int bytes) {
    long each = each(connections, BASE_BYTES + (long) FACTOR * bytes);
    FaultRow.of(row, what)
        .promised("at most 64 KiB a connection and 100 times its bytes")
        .seen(
            "%.1f KiB a connection for %,d bytes, %,d connections at once",
            each / 1024.0, bytes, connections);
  }

  /** Likewise, where each may cost a fixed amount whatever came on it. */
  void assertAtMost(int kibibytes, String row, String what, int streams) {
    long each = each(streams, (long) kibibytes << 10);
    FaultRow.of(row, what)
        .promised("at most %d KiB a stream".formatted(kibibytes))
        .seen("%.1f KiB a stream, %,d streams at once", each / 1024.0, streams);
  }

  private long each(int count, long mostBytes) {
    long each = held.since(fresh).totalBytes() / count;
    assertThat(each).as("%s, %s when fresh", held, fresh).isLessThanOrEqualTo(mostBytes);
    await().until(this::heapBytesGivenBack, givenBack -> givenBack > 0);
    return each;
  }

  /** The edge ends its side of a connection some time after the client has left. */
  private long heapBytesGivenBack() {
    return held.since(EdgeMemory.of(edge)).heapBytes();
  }
}
