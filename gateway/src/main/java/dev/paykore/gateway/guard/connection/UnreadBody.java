package dev.paykore.gateway.guard.connection;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Does not read for long what a client goes on to send of a request that has its answer. Most
 * bodies are on their way by then and are soon over; one that was answered with 413 is not waited
 * for (RFC 9110, section 15.5.14).
 */
public final class UnreadBody extends ExchangeHandler {

  private final Duration patience;

  /** Requests whose responses have not been written to their end. */
  private int unanswered;

  /** More of the last of them has to come. */
  private boolean reading;

  /** The response that has begun is the connection's last. */
  private boolean closing;

  private @Nullable Future<?> deadline;

  /** With the time that the rest of a body has once the response is written. */
  public UnreadBody(Duration patience) {
    this.patience = patience;
  }

  @Override
  protected void onRead(ChannelHandlerContext ctx, Object message) {
    if (message instanceof HttpRequest) {
      unanswered++;
      reading = true;
    }
    if (message instanceof LastHttpContent) {
      reading = false;
      cancel();
    }
    ctx.fireChannelRead(message);
  }

  @Override
  protected void onResponse(ChannelHandlerContext ctx, HttpResponse response) {
    closing =
        reading
            && unanswered == 1
            && response.status().equals(HttpResponseStatus.REQUEST_ENTITY_TOO_LARGE);
    if (closing) {
      HttpUtil.setKeepAlive(response, false);
    }
  }

  @Override
  protected void onResponseEnd(ChannelHandlerContext ctx) {
    unanswered--;
    if (closing) {
      end(ctx);
    } else if (reading && unanswered == 0) {
      deadline =
          ctx.executor().schedule(() -> end(ctx), patience.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  private void end(ChannelHandlerContext ctx) {
    stopListening();
    LingeringClose.after(ctx, Unpooled.EMPTY_BUFFER);
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext ctx) {
    cancel();
  }

  private void cancel() {
    if (deadline != null) {
      deadline.cancel(false);
      deadline = null;
    }
  }
}
