package dev.paykore.gateway.guard.connection;

import dev.paykore.gateway.error.ClientConnection;
import dev.paykore.gateway.requestid.RequestId;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.concurrent.PromiseNotifier;
import org.jspecify.annotations.Nullable;

/**
 * Remembers which response has been written whole: with its last part, or with the last byte that
 * its {@code Content-Length} has promised. A client that has them all may leave at once, before the
 * edge comes to the end of its own work.
 */
public final class AnsweredHandler extends ChannelOutboundHandlerAdapter {

  private static final long UNKNOWN = Long.MIN_VALUE;

  private @Nullable String requestId;
  private long bytesLeft = UNKNOWN;

  @Override
  public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
    if (message instanceof HttpResponse head) {
      begin(head);
    }
    if (isLast(message) && requestId != null) {
      ChannelPromise written = tellingOn(promise, ctx);
      ClientConnection.answered(ctx.channel(), requestId, written);
      // The framework's mark of the end may follow; a client that has all may have left by then.
      requestId = null;
      var _ = ctx.write(message, written);
    } else {
      var _ = ctx.write(message, promise);
    }
  }

  /**
   * A promise of its own: that of the framework's writer counts, and never says that it is kept.
   */
  private static ChannelPromise tellingOn(ChannelPromise promise, ChannelHandlerContext ctx) {
    ChannelPromise written = ctx.newPromise();
    written.addListener(new PromiseNotifier<>(promise.unvoid()));
    return written;
  }

  private void begin(HttpResponse head) {
    if (head.status().codeClass() != HttpStatusClass.INFORMATIONAL) {
      requestId = head.headers().get(RequestId.HEADER);
      bytesLeft = HttpUtil.getContentLength(head, UNKNOWN);
    }
  }

  /** The framework writes the parts of a body that streams as bare buffers. */
  private boolean isLast(Object message) {
    return switch (message) {
      case ByteBuf part -> isLastOfPromised(part.readableBytes());
      case HttpContent part ->
          isLastOfPromised(part.content().readableBytes()) || part instanceof LastHttpContent;
      default -> false;
    };
  }

  private boolean isLastOfPromised(int bytes) {
    bytesLeft -= bytesLeft == UNKNOWN ? 0 : bytes;
    return bytesLeft == 0;
  }
}
