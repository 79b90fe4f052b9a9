package dev.paykore.gateway.guard.overload;

/**
 * How much of the process's memory is taken, in percent of what there may be: of the buffers
 * outside the heap now, or of the heap after its last collection, whichever is more.
 */
public final class MemoryPressure {

  /** From here on connections are not kept: a client that comes back comes to another edge. */
  private static final int SHORT_PERCENT = 92;

  /** From here on requests are refused: what runs needs the rest. */
  private static final int EXHAUSTED_PERCENT = 95;

  /** What a request may come to hold outside the heap: a buffer read and one filled, either way. */
  private static final long BYTES_OF_A_REQUEST = 192 * 1024;

  private final MemoryGauge gauge;
  private volatile int heapPercent;

  MemoryPressure(MemoryGauge gauge) {
    this.gauge = gauge;
  }

  /** That of this process. */
  public static MemoryPressure ofProcess() {
    return new MemoryPressure(new ProcessMemory());
  }

  /** How many requests at one time there is room for outside the heap, whatever they come to. */
  public int requestsThatFit() {
    return Math.clamp(gauge.directLimitBytes() / BYTES_OF_A_REQUEST, 1, Integer.MAX_VALUE);
  }

  /** Whether connections should not be kept. */
  public boolean isShort() {
    return percent() >= SHORT_PERCENT;
  }

  boolean isDirectShort() {
    return directPercent() >= SHORT_PERCENT;
  }

  boolean isHeapShort() {
    return heapPercent >= SHORT_PERCENT;
  }

  boolean isExhausted() {
    return percent() >= EXHAUSTED_PERCENT;
  }

  /** Looks at the heap anew, which costs too much to be done for each request. */
  void sample() {
    heapPercent = gauge.heapPercent();
  }

  void collectHeap() {
    gauge.collectHeap();
  }

  int heapPercent() {
    return heapPercent;
  }

  int directPercent() {
    return gauge.directPercent();
  }

  private int percent() {
    return Math.max(heapPercent, directPercent());
  }
}
