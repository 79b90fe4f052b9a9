package dev.paykore.gateway.forwarding.wire;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseDecoder;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.netty.Connection;

/**
 * Reads exactly one answer to each request. Bytes that belong to none are never taken for the
 * answer to the next request: they end the connection. To see them in time, the end of an answer is
 * held until all that has arrived was read; only then can the connection go back to the pool.
 *
 * <p>Interim answers (1xx) are left out, up to {@value #MAX_INTERIM} of them, but for 101: the edge
 * asks for no upgrade. So are trailers.
 */
final class ResponseDecoder extends HttpResponseDecoder {

  static final int MAX_INTERIM = 8;

  private static final int MOST_WHOLE_BYTES = 8 << 10;

  private @Nullable HttpMethod asked;
  private boolean begun;
  private boolean broken;
  private int interim;
  private @Nullable LastHttpContent end;
  private boolean surplus;
  private boolean cutOff;

  /** What is told at most once for each request, to the handlers behind. */
  enum Event {
    /** The first byte of an answer has come. */
    ANSWERING,
    /** The body of an answer has come with its head, and is one part. */
    WHOLE
  }

  ResponseDecoder() {
    super(
        new HttpDecoderConfig()
            .setStrictLineParsing(true)
            .setMaxChunkSize(CallHandler.MOST_PART_BYTES));
  }

  /** A request is on its way: the next bytes are the answer to it. */
  void expectAnswerTo(HttpMethod method) {
    asked = method;
    begun = false;
    interim = 0;
  }

  @Override
  protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) throws Exception {
    if (asked == null || broken) {
      unasked(ctx, in);
      return;
    }
    if (!begun) {
      begun = true;
      ctx.fireUserEventTriggered(Event.ANSWERING);
    }
    super.decode(ctx, in, out);
    if (!out.isEmpty() && out.getFirst() instanceof HttpResponse head) {
      head(ctx, head, in.readableBytes(), out);
    }
    if (!out.isEmpty() && out.getLast() instanceof LastHttpContent last && !broken) {
      last(last, out);
    }
  }

  /** Nobody has asked for these bytes, or they follow what could not be read. */
  private void unasked(ChannelHandlerContext ctx, ByteBuf in) {
    in.skipBytes(in.readableBytes());
    surplus = true;
    if (end == null && !broken) {
      var _ = ctx.close();
    }
  }

  private void head(
      ChannelHandlerContext ctx, HttpResponse head, int bytesAtHand, List<Object> out) {
    if (head.decoderResult().isFailure()) {
      Throwable cause = head.decoderResult().cause();
      fail(head, new InvalidResponseException(String.valueOf(cause.getMessage()), cause), out);
    } else if (head.status().codeClass() == HttpStatusClass.INFORMATIONAL) {
      interim(ctx, head, out);
    } else {
      String problem = ResponseRules.problem(head);
      if (problem == null) {
        ResponseRules.normalise(head);
        if (isWhole(head, bytesAtHand)) {
          ctx.fireUserEventTriggered(Event.WHOLE);
        }
      } else {
        fail(head, new InvalidResponseException(problem, null), out);
      }
    }
  }

  private boolean isWhole(HttpResponse head, int bytesAtHand) {
    long length = HttpUtil.getContentLength(head, 0L);
    return length > 0
        && length <= Math.min(bytesAtHand, MOST_WHOLE_BYTES)
        && !HttpUtil.isTransferEncodingChunked(head)
        && !isContentAlwaysEmpty(head);
  }

  private void interim(ChannelHandlerContext ctx, HttpResponse head, List<Object> out) {
    interim++;
    if (head.status().code() == HttpResponseStatus.SWITCHING_PROTOCOLS.code()) {
      fail(head, new InvalidResponseException("status: 101 without an upgrade", null), out);
    } else if (interim > MAX_INTERIM) {
      fail(
          head,
          new InvalidResponseException("more than %d interim answers".formatted(MAX_INTERIM), null),
          out);
    } else {
      out.clear();
      // Nothing is passed on, so nobody behind asks for more.
      ctx.read();
    }
  }

  private void fail(HttpResponse head, InvalidResponseException failure, List<Object> out) {
    broken = true;
    head.setDecoderResult(DecoderResult.failure(failure));
    out.clear();
    out.add(head);
  }

  private void last(LastHttpContent last, List<Object> out) {
    if (last.decoderResult().isFailure()) {
      broken = true;
      return;
    }
    asked = null;
    end = last;
    out.removeLast();
    // Whoever merges them into the headers would take a downstream's word for the edge's.
    if (!last.trailingHeaders().isEmpty()) {
      last.trailingHeaders().clear();
    }
  }

  /** TLS tells of the end of the connection, and whether the downstream has announced it. */
  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) throws Exception {
    if (event instanceof SslCloseCompletionEvent close) {
      cutOff = !close.isSuccess();
    }
    super.userEventTriggered(ctx, event);
  }

  /** Without a length, an answer that nobody has announced the end of may be a part of one. */
  @Override
  protected void decodeLast(ChannelHandlerContext ctx, ByteBuf in, List<Object> out)
      throws Exception {
    super.decodeLast(ctx, in, out);
    if (cutOff && !out.isEmpty() && out.getLast() instanceof LastHttpContent) {
      out.removeLast();
    }
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) throws Exception {
    passEnd(ctx);
    super.channelReadComplete(ctx);
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) throws Exception {
    passEnd(ctx);
    super.channelInactive(ctx);
  }

  private void passEnd(ChannelHandlerContext ctx) {
    LastHttpContent last = end;
    if (last == null) {
      return;
    }
    end = null;
    if (surplus) {
      Connection.from(ctx.channel()).markPersistent(false);
    }
    ctx.fireChannelRead(last);
  }

  @Override
  protected boolean isContentAlwaysEmpty(HttpMessage head) {
    return HttpMethod.HEAD.equals(asked)
        || ((HttpResponse) head).status().codeClass() == HttpStatusClass.INFORMATIONAL
        || super.isContentAlwaysEmpty(head);
  }

  @Override
  protected boolean isSwitchingToNonHttp1Protocol(HttpResponse head) {
    return false;
  }
}
