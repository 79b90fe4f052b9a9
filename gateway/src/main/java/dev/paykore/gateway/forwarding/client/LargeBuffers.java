package dev.paykore.gateway.forwarding.client;

import dev.paykore.gateway.forwarding.wire.CallHandler;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.buffer.UnpooledDirectByteBuf;
import java.nio.ByteBuffer;
import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;
import org.jspecify.annotations.Nullable;

/**
 * A few buffers for large reads. There are never more of them, whatever clients do, so they need no
 * bound for each client: whoever holds one and does not read only keeps it from others, who read
 * less at a time meanwhile.
 */
final class LargeBuffers {

  static final int BYTES = CallHandler.MOST_PART_BYTES;

  /** The last one that came back is given first: its memory is in the processor's cache. */
  private final Deque<ByteBuffer> free = new ConcurrentLinkedDeque<>();

  LargeBuffers(int count) {
    for (int i = 0; i < count; i++) {
      free.push(ByteBuffer.allocateDirect(BYTES));
    }
  }

  /** An empty buffer of {@link #BYTES}, which comes back when it is released; null if none is. */
  @Nullable ByteBuf poll() {
    ByteBuffer memory = free.poll();
    return memory == null ? null : new Lent(memory).clear();
  }

  private final class Lent extends UnpooledDirectByteBuf {

    private final ByteBuffer memory;

    Lent(ByteBuffer memory) {
      super(UnpooledByteBufAllocator.DEFAULT, memory, BYTES);
      this.memory = memory;
    }

    @Override
    protected void deallocate() {
      super.deallocate();
      free.push(memory);
    }
  }
}
