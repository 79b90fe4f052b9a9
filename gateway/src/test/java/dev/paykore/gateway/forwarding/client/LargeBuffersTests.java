package dev.paykore.gateway.forwarding.client;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import org.junit.jupiter.api.Test;

/** A fixed number of buffers goes round, whoever holds them. */
class LargeBuffersTests {

  private final LargeBuffers buffers = new LargeBuffers(2);

  @Test
  void thereAreNoMoreThanThatAtATime() {
    ByteBuf first = buffers.poll();
    ByteBuf second = buffers.poll();
    assertThat(buffers.poll()).isNull();
    first.release();
    second.release();
    assertThat(buffers.poll()).isNotNull();
    assertThat(buffers.poll()).isNotNull();
    assertThat(buffers.poll()).isNull();
  }

  @Test
  void eachIsEmptyAndHasMemoryOfItsOwn() {
    ByteBuf first = buffers.poll();
    ByteBuf second = buffers.poll();
    assertThat(first.readableBytes()).isZero();
    assertThat(first.writableBytes()).isEqualTo(LargeBuffers.BYTES);
    first.writeCharSequence("a".repeat(LargeBuffers.BYTES), US_ASCII);
    second.writeCharSequence("b".repeat(LargeBuffers.BYTES), US_ASCII);
    assertThat(first.toString(US_ASCII)).isEqualTo("a".repeat(LargeBuffers.BYTES));
  }

  @Test
  void whatComesBackIsEmpty() {
    LargeBuffers one = new LargeBuffers(1);
    ByteBuf used = one.poll();
    used.writeCharSequence("someone's balance", US_ASCII);
    used.release();
    ByteBuf again = one.poll();
    assertThat(again.isReadable()).isFalse();
    assertThat(again.writableBytes()).isEqualTo(LargeBuffers.BYTES);
  }

  @Test
  void aPartKeepsTheWholeOfIt() {
    buffers.poll();
    ByteBuf read = buffers.poll().writeBytes(new byte[100]);
    ByteBuf part = read.readRetainedSlice(10);
    read.release();
    assertThat(buffers.poll()).isNull();
    part.release();
    assertThat(buffers.poll()).isNotNull();
  }
}
