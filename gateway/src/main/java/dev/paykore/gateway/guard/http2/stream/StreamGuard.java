package dev.paykore.gateway.guard.http2.stream;

import dev.paykore.gateway.error.ClientConnection;
import dev.paykore.gateway.error.EdgeError;
import dev.paykore.gateway.error.ErrorCode;
import dev.paykore.gateway.error.ErrorEnvelope;
import dev.paykore.gateway.guard.Refusal;
import dev.paykore.gateway.guard.Verdict;
import dev.paykore.gateway.observability.AccessLog;
import dev.paykore.gateway.requestid.RequestId;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http2.DefaultHttp2ResetFrame;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The guard of one stream, between the codec and everything else: it gives the request its id and
 * the response that of its request, and answers itself what the rules refuse.
 *
 * <p>A request that is none in the terms of HTTP/2 has its stream reset, and so has one whose body
 * turns out not to be what its head said: no downstream takes the part that came for the whole.
 */
public final class StreamGuard extends ChannelDuplexHandler {

  private static final EdgeError MALFORMED =
      EdgeError.of(ErrorCode.BAD_REQUEST, "Request: expected one as RFC 9113 has it.");

  /** For what a client still sends of a request that has its answer; most is on its way by then. */
  private static final int PATIENCE_MILLIS = 1_000;

  private final StreamRules rules;
  private final AccessLog accessLog;

  /** Of the request that was let through. */
  private @Nullable String requestId;

  private boolean requestEnded;

  /** Nothing more is taken from the client, nor written to it by anyone else. */
  private boolean done;

  private @Nullable Future<?> unread;

  /** The guard of a stream on which nothing has been read. */
  public StreamGuard(StreamRules rules, AccessLog accessLog) {
    this.rules = rules;
    this.accessLog = accessLog;
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    if (done) {
      ReferenceCountUtil.release(message);
      return;
    }
    switch (message) {
      case HttpRequest head -> onHead(ctx, head);
      case LastHttpContent last -> onEnd(ctx, last);
      default -> ctx.fireChannelRead(message);
    }
  }

  private void onHead(ChannelHandlerContext ctx, HttpRequest head) {
    requestEnded = head instanceof FullHttpRequest;
    boolean wellFormed = StreamRules.isWellFormed(head);
    StreamRules.removeConversion(head.headers());
    Verdict verdict = wellFormed ? rules.check(head) : new Verdict.Refused(MALFORMED);
    String id = RequestId.next();
    switch (verdict) {
      case Verdict.Refused(EdgeError error) -> {
        String client = rules.client(head.headers(), ctx.channel().remoteAddress());
        Refusal refused = Refusal.ofUnderstood(head, client, new ErrorEnvelope(error, id));
        boolean bodiless = head.method().equals(HttpMethod.HEAD);
        ReferenceCountUtil.release(head);
        refuse(ctx, refused, bodiless);
      }
      case Verdict.Passed() -> pass(ctx, head, id);
    }
  }

  private void pass(ChannelHandlerContext ctx, HttpRequest head, String id) {
    rules.normalise(head, id, ctx.channel().remoteAddress());
    requestId = id;
    ctx.fireChannelRead(head);
  }

  private void refuse(ChannelHandlerContext ctx, Refusal refused, boolean bodiless) {
    done = true;
    accessLog.write(refused.accessLine());
    if (refused.envelope().error().equals(MALFORMED)) {
      reset(ctx, Http2Error.PROTOCOL_ERROR);
      return;
    }
    FullHttpResponse whole = refused.response();
    FullHttpResponse response = bodiless ? whole.replace(Unpooled.EMPTY_BUFFER) : whole;
    if (bodiless) {
      whole.release();
    }
    var _ = ctx.writeAndFlush(response).addListener(written -> endRequest(ctx));
  }

  private void onEnd(ChannelHandlerContext ctx, LastHttpContent last) {
    requestEnded = true;
    if (!last.trailingHeaders().isEmpty()) {
      last.trailingHeaders().clear();
    }
    ctx.fireChannelRead(last);
  }

  @Override
  public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
    if (done) {
      ReferenceCountUtil.release(message);
      promise.tryFailure(new ClosedChannelException());
      return;
    }
    if (message instanceof HttpResponse response && requestId != null) {
      response.headers().set(RequestId.NETTY_HEADER, requestId);
    }
    boolean last = message instanceof LastHttpContent && !isInterim(message);
    var _ = ctx.write(message, last ? end(promise.unvoid(), ctx) : promise);
  }

  private ChannelPromise end(ChannelPromise written, ChannelHandlerContext ctx) {
    if (requestId != null) {
      ClientConnection.answered(ctx.channel(), requestId, written);
    }
    return written.addListener(end -> endRequest(ctx));
  }

  private static boolean isInterim(Object message) {
    return message instanceof HttpResponse response
        && response.status().codeClass() == HttpStatusClass.INFORMATIONAL;
  }

  /**
   * The rest may yet turn out malformed, which the client is to know. When there is more of it than
   * that, the client need not send what nobody reads (RFC 9113, section 8.1).
   */
  private void endRequest(ChannelHandlerContext ctx) {
    if (!requestEnded && ctx.channel().isActive()) {
      done = true;
      ctx.channel().config().setAutoRead(true);
      unread =
          ctx.executor()
              .schedule(
                  () -> reset(ctx, Http2Error.NO_ERROR), PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    if (unread != null) {
      unread.cancel(false);
    }
    ctx.fireChannelInactive();
  }

  /**
   * The stream is ended before anyone hears of what broke it, so that nobody takes this for a
   * downstream's failure.
   */
  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    switch (cause) {
      case Http2Exception broken -> onBroken(ctx, broken.error());
      case DecoderException broken -> onBroken(ctx, Http2Error.PROTOCOL_ERROR);
      case IOException gone -> {
        var _ = ctx.close();
      }
      default -> ctx.fireExceptionCaught(cause);
    }
  }

  private void onBroken(ChannelHandlerContext ctx, Http2Error error) {
    if (!done && requestId == null) {
      ErrorEnvelope envelope = new ErrorEnvelope(MALFORMED, RequestId.next());
      String client = rules.client(EmptyHttpHeaders.INSTANCE, ctx.channel().remoteAddress());
      accessLog.write(new Refusal(null, null, client, envelope).accessLine());
    }
    done = true;
    ClientConnection.refuse(ctx.channel(), MALFORMED);
    reset(ctx, error);
  }

  private static void reset(ChannelHandlerContext ctx, Http2Error error) {
    var _ =
        ctx.writeAndFlush(new DefaultHttp2ResetFrame(error))
            .addListener(ChannelFutureListener.CLOSE);
  }
}
