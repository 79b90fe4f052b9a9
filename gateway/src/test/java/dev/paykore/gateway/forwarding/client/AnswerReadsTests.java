package dev.paykore.gateway.forwarding.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.RecvByteBufAllocator;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How much is read from a connection at a time. */
class AnswerReadsTests {

  private static final int FIRST = 2 << 10;
  private static final int SMALL = 16 << 10;

  private final EmbeddedChannel channel = new EmbeddedChannel();
  private final AnswerReads reads = new AnswerReads(new LargeBuffers(1));
  private final List<ByteBuf> held = new ArrayList<>();

  @AfterEach
  void release() {
    held.forEach(ByteBuf::release);
    channel.finishAndReleaseAll();
  }

  @Test
  void aConnectionThatHasMuchIsReadAtLength() {
    RecvByteBufAllocator.ExtendedHandle connection = reads.newHandle();
    assertThat(read(connection, FIRST).capacity()).isEqualTo(FIRST);
    assertThat(read(connection, LargeBuffers.BYTES).capacity()).isEqualTo(LargeBuffers.BYTES);
  }

  @Test
  void whereNoLargeBufferIsLeftLessIsRead() {
    RecvByteBufAllocator.ExtendedHandle first = reads.newHandle();
    read(first, FIRST);
    read(first, LargeBuffers.BYTES);
    assertThat(read(first, SMALL).capacity()).isEqualTo(SMALL);
    RecvByteBufAllocator.ExtendedHandle second = reads.newHandle();
    read(second, FIRST);
    assertThat(read(second, SMALL).capacity()).isEqualTo(SMALL);
    held.remove(1).release();
    assertThat(read(second, SMALL).capacity()).isEqualTo(LargeBuffers.BYTES);
  }

  @Test
  void smallAnswersTakeNoLargeBuffer() {
    RecvByteBufAllocator.ExtendedHandle connection = reads.newHandle();
    for (int i = 0; i < 100; i++) {
      assertThat(read(connection, FIRST - 1).capacity()).isLessThanOrEqualTo(FIRST);
    }
  }

  @Test
  void aConnectionThatHadMuchOnceIsReadLikeAnyOtherSoon() {
    RecvByteBufAllocator.ExtendedHandle connection = reads.newHandle();
    read(connection, FIRST);
    read(connection, SMALL);
    for (int i = 0; i < 20; i++) {
      read(connection, 100);
    }
    assertThat(read(connection, 100).capacity()).isLessThan(FIRST);
  }

  /** One buffer is filled and no second one, though there is more: the client comes first. */
  @Test
  void oneBufferIsFilledAtATime() {
    RecvByteBufAllocator.ExtendedHandle connection = reads.newHandle();
    read(connection, FIRST);
    assertThat(connection.continueReading()).isFalse();
    assertThat(connection.continueReading(() -> true)).isFalse();
  }

  /** As a channel does it: as many bytes as there are, or as fit. */
  private ByteBuf read(RecvByteBufAllocator.ExtendedHandle connection, int available) {
    connection.reset(channel.config());
    ByteBuf buffer = connection.allocate(UnpooledByteBufAllocator.DEFAULT);
    held.add(buffer);
    connection.attemptedBytesRead(buffer.writableBytes());
    connection.lastBytesRead(Math.min(available, buffer.writableBytes()));
    connection.incMessagesRead(1);
    assertThat(connection.lastBytesRead()).isPositive();
    assertThat(connection.attemptedBytesRead()).isEqualTo(buffer.capacity());
    connection.readComplete();
    return buffer;
  }
}
