package dev.paykore.gateway.guard.http2.frame;

import io.netty.handler.codec.http2.Http2FrameTypes;

/**
 * What a frame says before its payload (RFC 9113, section 4.1).
 *
 * @param length of the payload, in octets
 */
record FrameHead(int length, int type, int flags, int stream) {

  private static final int END_STREAM = 0x1;
  private static final int END_HEADERS = 0x4;

  /** Reads the nine octets. */
  static FrameHead of(byte[] octets) {
    int length = ((octets[0] & 0xff) << 16) | ((octets[1] & 0xff) << 8) | (octets[2] & 0xff);
    int stream =
        ((octets[5] & 0x7f) << 24)
            | ((octets[6] & 0xff) << 16)
            | ((octets[7] & 0xff) << 8)
            | (octets[8] & 0xff);
    return new FrameHead(length, octets[3], octets[4], stream);
  }

  boolean isHeaders() {
    return type == Http2FrameTypes.HEADERS;
  }

  boolean isData() {
    return type == Http2FrameTypes.DATA;
  }

  /** Whether it is a part of the head of a request or of its trailers. */
  boolean isPartOfHead() {
    return isHeaders() || type == Http2FrameTypes.CONTINUATION;
  }

  boolean endsHead() {
    return (flags & END_HEADERS) != 0;
  }

  /** Whether the client will send no more on the stream. */
  boolean endsRequest() {
    return type == Http2FrameTypes.RST_STREAM
        || ((isHeaders() || isData()) && (flags & END_STREAM) != 0);
  }
}
