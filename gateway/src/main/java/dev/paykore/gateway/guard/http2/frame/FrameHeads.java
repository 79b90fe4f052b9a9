package dev.paykore.gateway.guard.http2.frame;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http2.Http2CodecUtil;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Follows the frames of one connection by their heads, whatever pieces they come in, and leaves the
 * bytes as they are.
 */
final class FrameHeads {

  /** Is told of each frame as soon as its head is whole. */
  private final Consumer<FrameHead> listener;

  private final byte[] octets = new byte[Http2CodecUtil.FRAME_HEADER_LENGTH];
  private int known;
  private @Nullable FrameHead current;

  /** What is left of the connection's preface, and then of the frame in hand. */
  private int rest = Http2CodecUtil.connectionPrefaceBuf().readableBytes();

  FrameHeads(Consumer<FrameHead> listener) {
    this.listener = listener;
  }

  /** Whether more has to come before the edge knows what is asked. */
  boolean insideHead() {
    FrameHead frame = current;
    return frame == null || known > 0 || (frame.isPartOfHead() && (rest > 0 || !frame.endsHead()));
  }

  void read(ByteBuf bytes) {
    int at = bytes.readerIndex();
    while (at < bytes.writerIndex()) {
      int skipped = Math.min(rest, bytes.writerIndex() - at);
      rest -= skipped;
      at += skipped;
      if (rest == 0 && at < bytes.writerIndex()) {
        readOctet(bytes.getByte(at));
        at++;
      }
    }
  }

  private void readOctet(byte next) {
    octets[known++] = next;
    if (known == octets.length) {
      known = 0;
      FrameHead frame = FrameHead.of(octets);
      current = frame;
      rest = frame.length();
      listener.accept(frame);
    }
  }
}
