package dev.paykore.gateway.guard.server;

import dev.paykore.gateway.error.ClientConnection;
import dev.paykore.gateway.error.EdgeError;
import dev.paykore.gateway.error.ErrorCode;
import dev.paykore.gateway.error.ErrorEnvelope;
import dev.paykore.gateway.guard.Normalisation;
import dev.paykore.gateway.guard.Refusal;
import dev.paykore.gateway.guard.RequestRules;
import dev.paykore.gateway.guard.Verdict;
import dev.paykore.gateway.guard.connection.ExchangeHandler;
import dev.paykore.gateway.guard.connection.LingeringClose;
import dev.paykore.gateway.observability.AccessLog;
import dev.paykore.gateway.requestid.RequestId;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * The guard of one connection, between the server's decoder and everything else.
 *
 * <p>It gives each request its id and each response that of its request: on a connection they leave
 * in the order in which they came. A request that the rules refuse goes no further, nor does
 * anything after it; the guard answers it itself as soon as the requests before it have had their
 * responses, and closes the connection.
 *
 * <p>A body that cannot be understood is not ended: the connection is, so that no downstream takes
 * the part of it that came for the whole.
 */
final class GuardHandler extends ExchangeHandler {

  /** Requests that a client sends ahead of their answers are held in memory. */
  private static final int MAX_UNANSWERED = 100;

  private static final EdgeError BROKEN_BODY =
      EdgeError.of(
          ErrorCode.BAD_REQUEST,
          "Request body: expected chunks and trailers as RFC 9112 has them.");

  private static final EdgeError TOO_FAR_AHEAD =
      EdgeError.of(
          ErrorCode.BAD_REQUEST,
          "Connection: expected at most %d requests ahead of their answers."
              .formatted(MAX_UNANSWERED));

  private final RequestRules rules;
  private final Normalisation normalisation;
  private final AccessLog accessLog;
  private final ReadDeadlines deadlines;

  /** The ids of the requests whose responses have not been written to their end, in order. */
  private final Queue<String> unanswered = new ArrayDeque<>();

  /** Nothing more is written to the client. */
  private boolean mute;

  /** The response to the first of the unanswered requests has begun. */
  private boolean responding;

  /** The response that has begun is the connection's last. */
  private boolean closing;

  private @Nullable Refusal refusal;

  GuardHandler(
      RequestRules rules,
      Normalisation normalisation,
      AccessLog accessLog,
      ReadDeadlines deadlines) {
    this.rules = rules;
    this.normalisation = normalisation;
    this.accessLog = accessLog;
    this.deadlines = deadlines;
  }

  @Override
  protected void onRead(ChannelHandlerContext ctx, Object message) {
    switch (message) {
      case HttpRequest head -> onHead(ctx, head);
      case HttpContent content when content.decoderResult().isFailure() -> onBroken(ctx, content);
      case LastHttpContent last -> onEnd(ctx, last);
      default -> ctx.fireChannelRead(message);
    }
  }

  private void onHead(ChannelHandlerContext ctx, HttpRequest head) {
    deadlines.headRead();
    if (closing) {
      stopListening();
      ReferenceCountUtil.release(head);
      return;
    }
    String requestId = RequestId.next();
    switch (check(head)) {
      case Verdict.Refused(EdgeError error) -> {
        String client = normalisation.client(head.headers(), ctx.channel().remoteAddress());
        Refusal refused = Refusal.of(head, client, new ErrorEnvelope(error, requestId));
        ReferenceCountUtil.release(head);
        refuse(ctx, refused);
      }
      case Verdict.Passed() -> pass(ctx, head, requestId);
    }
  }

  private Verdict check(HttpRequest head) {
    return unanswered.size() < MAX_UNANSWERED
        ? rules.check(head)
        : new Verdict.Refused(TOO_FAR_AHEAD);
  }

  private void pass(ChannelHandlerContext ctx, HttpRequest head, String requestId) {
    normalisation.apply(head, requestId, ctx.channel().remoteAddress());
    unanswered.add(requestId);
    ctx.fireChannelRead(head);
  }

  private void refuse(ChannelHandlerContext ctx, Refusal refused) {
    stopListening();
    refusal = refused;
    refuseInTurn(ctx);
  }

  @Override
  protected void stopListening() {
    super.stopListening();
    deadlines.stop();
  }

  private void onEnd(ChannelHandlerContext ctx, LastHttpContent last) {
    deadlines.requestRead();
    if (!last.trailingHeaders().isEmpty()) {
      last.trailingHeaders().clear();
    }
    ctx.fireChannelRead(last);
  }

  /** Only the request in hand can still be answered, and only if its response has not begun. */
  private void onBroken(ChannelHandlerContext ctx, HttpContent content) {
    content.release();
    stopListening();
    if (unanswered.size() != 1 || responding) {
      var _ = ctx.close();
      return;
    }
    mute = true;
    ClientConnection.refuse(ctx.channel(), BROKEN_BODY);
    ErrorEnvelope answer = new ErrorEnvelope(BROKEN_BODY, unanswered.element());
    Refusal broken = new Refusal(null, null, null, answer);
    var _ = ctx.writeAndFlush(broken.response()).addListener(ChannelFutureListener.CLOSE);
  }

  @Override
  public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
    if (mute) {
      ReferenceCountUtil.release(message);
      promise.tryFailure(new ClosedChannelException());
      return;
    }
    super.write(ctx, message, promise);
  }

  @Override
  protected void onResponse(ChannelHandlerContext ctx, HttpResponse response) {
    responding = true;
    String requestId = unanswered.peek();
    if (requestId != null) {
      response.headers().set(RequestId.NETTY_HEADER, requestId);
    }
    if (!HttpUtil.isKeepAlive(response)) {
      closing = true;
      refusal = null;
    }
  }

  @Override
  protected void onResponseEnd(ChannelHandlerContext ctx) {
    var _ = unanswered.poll();
    responding = false;
    refuseInTurn(ctx);
  }

  /**
   * A connection that broke is closed first, so that nobody takes this for a downstream's failure.
   */
  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    if (cause instanceof IOException) {
      var _ = ctx.close();
    } else {
      ctx.fireExceptionCaught(cause);
    }
  }

  private void refuseInTurn(ChannelHandlerContext ctx) {
    Refusal due = refusal;
    if (due == null || !unanswered.isEmpty()) {
      return;
    }
    mute = true;
    accessLog.write(due.accessLine());
    LingeringClose.after(ctx, due.response());
  }
}
