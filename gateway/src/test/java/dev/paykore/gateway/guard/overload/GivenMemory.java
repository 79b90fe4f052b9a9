package dev.paykore.gateway.guard.overload;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;

/** Memory that is as full as a test says, for an edge to go by in place of its own. */
final class GivenMemory implements MemoryGauge {

  volatile int heapPercent;
  volatile int directPercent;

  @Override
  public int heapPercent() {
    return heapPercent;
  }

  /** Finds that there is room. */
  @Override
  public void collectHeap() {
    heapPercent = 0;
  }

  @Override
  public int directPercent() {
    return directPercent;
  }

  @Override
  public long directLimitBytes() {
    return 1L << 30;
  }

  /** What is given to an edge at its start. */
  static class Beans {

    @Bean
    GivenMemory givenMemory() {
      return new GivenMemory();
    }

    @Bean
    @Primary
    MemoryPressure givenMemoryPressure(GivenMemory memory) {
      return new MemoryPressure(memory);
    }
  }
}
