package dev.paykore.gateway.guard.overload;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.RecvByteBufAllocator;
import io.netty.util.UncheckedBooleanSupplier;

/**
 * Reads from the network in small parts while there is little memory outside the heap. A large part
 * asks for memory that is not there, and Netty ends a connection that it has none for: its client
 * would have no answer. A small one fits into what the pool of buffers has taken before.
 */
public final class ThriftyReads implements RecvByteBufAllocator {

  private static final int SMALL_BYTES = 2 << 10;

  private final RecvByteBufAllocator ample;
  private final MemoryPressure memory;

  /**
   * @param ample decides how much is read while there is memory
   */
  public ThriftyReads(RecvByteBufAllocator ample, MemoryPressure memory) {
    this.ample = ample;
    this.memory = memory;
  }

  @Override
  public ExtendedHandle newHandle() {
    return new Reads((ExtendedHandle) ample.newHandle());
  }

  /** Of one connection. */
  private final class Reads extends DelegatingHandle implements ExtendedHandle {

    private final ExtendedHandle handle;

    Reads(ExtendedHandle handle) {
      super(handle);
      this.handle = handle;
    }

    @Override
    public ByteBuf allocate(ByteBufAllocator buffers) {
      return guess() > SMALL_BYTES && memory.isDirectShort()
          ? buffers.ioBuffer(SMALL_BYTES)
          : handle.allocate(buffers);
    }

    @Override
    public boolean continueReading(UncheckedBooleanSupplier maybeMore) {
      return handle.continueReading(maybeMore);
    }
  }
}
