package dev.paykore.gateway.guard.server;

import dev.paykore.gateway.error.EdgeError;
import dev.paykore.gateway.error.ErrorCode;
import dev.paykore.gateway.error.ErrorEnvelope;
import dev.paykore.gateway.guard.RequestRules;
import dev.paykore.gateway.guard.Verdict;
import dev.paykore.gateway.observability.AccessLog;
import dev.paykore.gateway.requestid.RequestId;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
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
 * <p>A body that cannot be understood is not ended but fails, so that no downstream takes the part
 * of it that came for the whole.
 */
final class GuardHandler extends ChannelDuplexHandler {

  private static final EdgeError BROKEN_BODY =
      EdgeError.of(
          ErrorCode.BAD_REQUEST,
          "Request body: expected chunks and trailers as RFC 9112 has them.");

  private final RequestRules rules;
  private final AccessLog accessLog;
  private final ReadDeadlines deadlines;

  /** The ids of the requests whose responses have not been written to their end, in order. */
  private final Queue<String> unanswered = new ArrayDeque<>();

  /** Nothing more is taken from the client. */
  private boolean deaf;

  /** Nothing more is written to the client. */
  private boolean mute;

  /** The response to the first of the unanswered requests has begun. */
  private boolean responding;

  private @Nullable Refusal refusal;

  GuardHandler(RequestRules rules, AccessLog accessLog, ReadDeadlines deadlines) {
    this.rules = rules;
    this.accessLog = accessLog;
    this.deadlines = deadlines;
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    if (deaf) {
      ReferenceCountUtil.release(message);
      return;
    }
    switch (message) {
      case HttpRequest head -> onHead(ctx, head);
      case HttpContent content when content.decoderResult().isFailure() -> onBroken(ctx, content);
      case LastHttpContent last -> onEnd(ctx, last);
      default -> ctx.fireChannelRead(message);
    }
  }

  private void onHead(ChannelHandlerContext ctx, HttpRequest head) {
    deadlines.headRead();
    String requestId = RequestId.next();
    switch (rules.check(head)) {
      case Verdict.Refused(EdgeError error) -> {
        ReferenceCountUtil.release(head);
        deaf = true;
        refusal = new Refusal(head, new ErrorEnvelope(error, requestId));
        refuseInTurn(ctx);
      }
      case Verdict.Passed() -> {
        RequestRules.normalise(head, requestId);
        unanswered.add(requestId);
        ctx.fireChannelRead(head);
      }
    }
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
    deaf = true;
    if (unanswered.size() == 1 && !responding) {
      ctx.fireExceptionCaught(BROKEN_BODY.toException());
    } else {
      var _ = ctx.close();
    }
  }

  @Override
  public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
    if (mute) {
      ReferenceCountUtil.release(message);
      promise.tryFailure(new ClosedChannelException());
      return;
    }
    if (message instanceof HttpResponse response) {
      if (response.status().codeClass() == HttpStatusClass.INFORMATIONAL) {
        var _ = ctx.write(message, promise);
        return;
      }
      responding = true;
      onResponse(response);
    }
    var _ = ctx.write(message, promise);
    if (message instanceof LastHttpContent) {
      unanswered.poll();
      responding = false;
      refuseInTurn(ctx);
    }
  }

  private void onResponse(HttpResponse response) {
    String requestId = unanswered.peek();
    if (requestId != null) {
      response.headers().set(RequestId.HEADER, requestId);
    }
    if (!HttpUtil.isKeepAlive(response)) {
      deaf = true;
      refusal = null;
    }
  }

  private void refuseInTurn(ChannelHandlerContext ctx) {
    Refusal due = refusal;
    if (due == null || !unanswered.isEmpty()) {
      return;
    }
    mute = true;
    var _ =
        ctx.writeAndFlush(due.response()).addListener(written -> LingeringClose.of(ctx.channel()));
    accessLog.write(due.accessLine());
  }
}
