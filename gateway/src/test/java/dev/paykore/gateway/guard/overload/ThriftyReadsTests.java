package dev.paykore.gateway.guard.overload;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.FixedRecvByteBufAllocator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ThriftyReadsTests {

  private final GivenMemory memory = new GivenMemory();

  @ParameterizedTest
  @CsvSource({"0, 65536, 65536", "91, 65536, 65536", "92, 65536, 2048", "100, 65536, 2048"})
  void fromThereOnPartsAreSmall(int directPercent, int asked, int given) {
    memory.directPercent = directPercent;
    assertThat(capacity(asked)).isEqualTo(given);
  }

  @ParameterizedTest
  @CsvSource({"91, 512", "92, 512", "100, 512"})
  void whatIsSmallAnywayStaysAsItIs(int directPercent, int asked) {
    memory.directPercent = directPercent;
    assertThat(capacity(asked)).isEqualTo(asked);
  }

  @ParameterizedTest
  @CsvSource({"0", "95"})
  void theHeapHasNoSayInIt(int heapPercent) {
    memory.heapPercent = heapPercent;
    assertThat(capacity(65_536)).isEqualTo(65_536);
  }

  private int capacity(int asked) {
    MemoryPressure pressure = new MemoryPressure(memory);
    pressure.sample();
    ThriftyReads reads = new ThriftyReads(new FixedRecvByteBufAllocator(asked), pressure);
    ByteBuf part = reads.newHandle().allocate(UnpooledByteBufAllocator.DEFAULT);
    try {
      return part.capacity();
    } finally {
      part.release();
    }
  }
}
