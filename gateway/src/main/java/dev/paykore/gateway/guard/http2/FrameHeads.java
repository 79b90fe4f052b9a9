package dev.paykore.gateway.guard.http2;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http2.Http2CodecUtil;
import io.netty.handler.codec.http2.Http2FrameTypes;

/**
 * Follows the frames of one connection by their heads (RFC 9113, section 4.1), whatever pieces they
 * come in, and leaves the bytes as they are.
 */
final class FrameHeads {

  /** Is told of each frame as soon as its head is whole. */
  @FunctionalInterface
  interface Listener {
    void frame(int type, int length);
  }

  private static final int TYPE_AT = 3;
  private static final int FLAGS_AT = 4;
  private static final int END_HEADERS = 0x4;

  private final Listener listener;
  private final byte[] head = new byte[Http2CodecUtil.FRAME_HEADER_LENGTH];
  private int headLength;

  /** What is left of the connection's preface, and then of the frame in hand. */
  private int rest = Http2CodecUtil.connectionPrefaceBuf().readableBytes();

  /** A request's head, or the connection's, has begun and has not ended. */
  private boolean insideHead = true;

  FrameHeads(Listener listener) {
    this.listener = listener;
  }

  /** Whether more has to come before the edge knows what is asked. */
  boolean insideHead() {
    return insideHead || headLength > 0 || (rest > 0 && isPartOfHead(head[TYPE_AT]));
  }

  void read(ByteBuf bytes) {
    int at = bytes.readerIndex();
    while (at < bytes.writerIndex()) {
      int skipped = Math.min(rest, bytes.writerIndex() - at);
      rest -= skipped;
      at += skipped;
      if (rest == 0 && at < bytes.writerIndex()) {
        readHead(bytes.getByte(at));
        at++;
      }
    }
  }

  private void readHead(byte next) {
    head[headLength++] = next;
    if (headLength == head.length) {
      headLength = 0;
      onFrame(head[TYPE_AT]);
    }
  }

  private void onFrame(byte type) {
    rest = ((head[0] & 0xff) << 16) | ((head[1] & 0xff) << 8) | (head[2] & 0xff);
    insideHead = isPartOfHead(type) && (head[FLAGS_AT] & END_HEADERS) == 0;
    listener.frame(type, rest);
  }

  private static boolean isPartOfHead(byte type) {
    return type == Http2FrameTypes.HEADERS || type == Http2FrameTypes.CONTINUATION;
  }
}
