package dev.paykore.gateway.guard.overload;

import io.netty.util.internal.PlatformDependent;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.util.List;

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

  private final List<MemoryPoolMXBean> heap =
      ManagementFactory.getMemoryPoolMXBeans().stream()
          .filter(pool -> pool.getType() == MemoryType.HEAP)
          .filter(pool -> pool.getCollectionUsage() != null)
          .toList();

  private volatile int heapPercent;

  /** How many requests at one time there is room for outside the heap, whatever they come to. */
  public static int requestsThatFit() {
    return Math.clamp(
        PlatformDependent.maxDirectMemory() / BYTES_OF_A_REQUEST, 1, Integer.MAX_VALUE);
  }

  /** Whether connections should not be kept. */
  public boolean isShort() {
    return percent() >= SHORT_PERCENT;
  }

  boolean isExhausted() {
    return percent() >= EXHAUSTED_PERCENT;
  }

  /** Looks at the heap anew, which costs too much to be done for each request. */
  void sample() {
    long used = heap.stream().mapToLong(pool -> pool.getCollectionUsage().getUsed()).sum();
    heapPercent = (int) (used * 100 / Runtime.getRuntime().maxMemory());
  }

  int heapPercent() {
    return heapPercent;
  }

  /** 0 where Netty does not count. */
  static int directPercent() {
    long used = Math.max(0, PlatformDependent.usedDirectMemory());
    return (int) (used * 100 / PlatformDependent.maxDirectMemory());
  }

  private int percent() {
    return Math.max(heapPercent, directPercent());
  }
}
