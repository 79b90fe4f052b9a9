package dev.paykore.gateway.guard.overload;

/** What is read of the process's memory. */
interface MemoryGauge {

  /** How much of the heap was taken after its last collection, in percent. */
  int heapPercent();

  /** Has the heap collected, however long that takes. */
  void collectHeap();

  /** How much of the memory outside the heap is taken now, in percent. */
  int directPercent();

  /** How much memory there may be outside the heap. */
  long directLimitBytes();
}
