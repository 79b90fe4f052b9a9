package dev.paykore.gateway.guard.overload;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.util.List;

/** The memory of this process. */
final class ProcessMemory implements MemoryGauge {

  private final DirectMemory direct = new DirectMemory();

  private final List<MemoryPoolMXBean> heap =
      ManagementFactory.getMemoryPoolMXBeans().stream()
          .filter(pool -> pool.getType() == MemoryType.HEAP)
          .filter(pool -> pool.getCollectionUsage() != null)
          .toList();

  @Override
  public int heapPercent() {
    long used = heap.stream().mapToLong(pool -> pool.getCollectionUsage().getUsed()).sum();
    return (int) (used * 100 / Runtime.getRuntime().maxMemory());
  }

  @Override
  public void collectHeap() {
    System.gc();
  }

  @Override
  public int directPercent() {
    return direct.percent();
  }

  @Override
  public long directLimitBytes() {
    return direct.limitBytes();
  }
}
