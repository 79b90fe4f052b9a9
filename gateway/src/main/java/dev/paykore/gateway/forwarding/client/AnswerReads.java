package dev.paykore.gateway.forwarding.client;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.ChannelConfig;
import io.netty.channel.RecvByteBufAllocator;
import io.netty.util.UncheckedBooleanSupplier;

/**
 * How much of an answer is read at a time: one buffer, of a size that grows with what there was to
 * read. Netty's would fill up to 16 buffers of 64 KiB, whether or not the client takes them.
 *
 * <p>What is read is written to the client by itself, so a large body costs as many system calls as
 * it has reads. Once the reads of a connection fill {@value #MOST_BYTES} bytes, each takes one of
 * the {@link LargeBuffers} if there is one.
 */
final class AnswerReads extends AdaptiveRecvByteBufAllocator {

  private static final int LEAST_BYTES = 64;
  private static final int FIRST_BYTES = 2 << 10;
  private static final int MOST_BYTES = 16 << 10;

  private final LargeBuffers large;

  AnswerReads(LargeBuffers large) {
    super(LEAST_BYTES, FIRST_BYTES, MOST_BYTES);
    maxMessagesPerRead(1);
    this.large = large;
  }

  @Override
  public ExtendedHandle newHandle() {
    return new Reads((ExtendedHandle) super.newHandle(), large);
  }

  /** Of one connection. */
  private record Reads(ExtendedHandle adaptive, LargeBuffers large)
      implements RecvByteBufAllocator.ExtendedHandle {

    @Override
    public ByteBuf allocate(ByteBufAllocator allocator) {
      ByteBuf buffer = adaptive.guess() < MOST_BYTES ? null : large.poll();
      return buffer == null ? adaptive.allocate(allocator) : buffer;
    }

    @Override
    public int guess() {
      return adaptive.guess();
    }

    @Override
    public void reset(ChannelConfig config) {
      adaptive.reset(config);
    }

    @Override
    public void incMessagesRead(int messages) {
      adaptive.incMessagesRead(messages);
    }

    @Override
    public void lastBytesRead(int bytes) {
      adaptive.lastBytesRead(bytes);
    }

    @Override
    public int lastBytesRead() {
      return adaptive.lastBytesRead();
    }

    @Override
    public void attemptedBytesRead(int bytes) {
      adaptive.attemptedBytesRead(bytes);
    }

    @Override
    public int attemptedBytesRead() {
      return adaptive.attemptedBytesRead();
    }

    @Override
    public boolean continueReading() {
      return adaptive.continueReading();
    }

    @Override
    public boolean continueReading(UncheckedBooleanSupplier maybeMore) {
      return adaptive.continueReading(maybeMore);
    }

    @Override
    public void readComplete() {
      adaptive.readComplete();
    }
  }
}
