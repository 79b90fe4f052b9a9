package dev.paykore.gateway.guard.codec;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.LastHttpContent;
import java.util.List;
import java.util.function.Consumer;

/**
 * Decodes requests. Where the framework's decoder is lenient and a proxy before it may not be, this
 * one refuses: a bare CR or LF before a request, of which RFC 9112, section 2.2, allows empty lines
 * alone; anything but one space between the words of a request line (section 3); and what {@link
 * HeadScanner} sees anywhere in a head.
 */
final class StrictRequestDecoder extends HttpRequestDecoder {

  private static final String HTTP = "HTTP/";

  private final Consumer<HttpRequest> decoded;
  private final HeadScanner scanner = new HeadScanner();

  /** Nothing of the next request has come but perhaps empty lines. */
  private boolean betweenRequests = true;

  /** How many of the bytes that the decoder has left were scanned. */
  private int scanned;

  /** Where in its line the next word must start. */
  private int wordStart;

  StrictRequestDecoder(HttpDecoderConfig config, Consumer<HttpRequest> decoded) {
    super(config);
    this.decoded = decoded;
  }

  /** Whether something of a request has come, and not yet all of it. */
  boolean isWithinRequest() {
    return !betweenRequests;
  }

  @Override
  protected void decode(ChannelHandlerContext ctx, ByteBuf buffer, List<Object> out)
      throws Exception {
    int before = out.size();
    if (!betweenRequests || skipEmptyLines(buffer, out)) {
      scan(buffer);
      super.decode(ctx, buffer, out);
      scanned = buffer.readableBytes();
      betweenRequests = out.size() > before && out.getLast() instanceof LastHttpContent;
    }
    for (Object message : out.subList(before, out.size())) {
      if (message instanceof HttpRequest request) {
        onHead(request);
      }
    }
  }

  private void scan(ByteBuf buffer) {
    if (betweenRequests) {
      scanner.reset();
      scanned = 0;
    }
    if (!scanner.isEnded()) {
      int unseen = buffer.readableBytes() - scanned;
      var _ = buffer.forEachByte(buffer.readerIndex() + scanned, unseen, scanner);
    }
  }

  private void onHead(HttpRequest request) {
    if (scanner.isViolated() && request.decoderResult().isSuccess()) {
      request.setDecoderResult(failure("a control character or a bare line end in a head"));
    }
    decoded.accept(request);
  }

  /** Whether a request begins here. */
  private boolean skipEmptyLines(ByteBuf buffer, List<Object> out) {
    while (buffer.isReadable()) {
      byte first = buffer.getByte(buffer.readerIndex());
      if (first != '\r' && first != '\n') {
        return true;
      }
      if (first == '\r' && buffer.readableBytes() == 1) {
        return false;
      }
      if (first == '\n' || buffer.getByte(buffer.readerIndex() + 1) != '\n') {
        buffer.skipBytes(buffer.readableBytes());
        out.add(invalid("a bare line end before a request line"));
        return false;
      }
      buffer.skipBytes(2);
    }
    return false;
  }

  private HttpMessage invalid(String reason) {
    HttpMessage message = createInvalidMessage();
    message.setDecoderResult(failure(reason));
    return message;
  }

  private static DecoderResult failure(String reason) {
    return DecoderResult.failure(new IllegalArgumentException(reason));
  }

  @Override
  protected String splitFirstWordInitialLine(byte[] line, int start, int length) {
    wordStart = 0;
    expectWord(line, start, length);
    return super.splitFirstWordInitialLine(line, start, length);
  }

  @Override
  protected String splitSecondWordInitialLine(byte[] line, int start, int length) {
    expectWord(line, start, length);
    return super.splitSecondWordInitialLine(line, start, length);
  }

  @Override
  protected String splitThirdWordInitialLine(byte[] line, int start, int length) {
    expectWord(line, start, length);
    String version = super.splitThirdWordInitialLine(line, start, length);
    if (!version.startsWith(HTTP)) {
      throw new IllegalArgumentException("a request line without a version of HTTP");
    }
    return version;
  }

  private void expectWord(byte[] line, int start, int length) {
    if (start != wordStart || (start > 0 && line[start - 1] != ' ')) {
      throw new IllegalArgumentException("a request line without single spaces");
    }
    wordStart = start + length + 1;
  }
}
