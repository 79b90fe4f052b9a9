package dev.paykore.gateway.forwarding.client;

import dev.paykore.gateway.forwarding.wire.CallHandler;
import dev.paykore.gateway.forwarding.wire.DownstreamCall;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;
import java.nio.channels.ClosedChannelException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.netty.Connection;
import reactor.netty.ConnectionObserver;
import reactor.netty.NettyInbound;
import reactor.netty.NettyOutbound;
import reactor.netty.channel.AbortedException;
import reactor.netty.channel.ChannelOperations;

/**
 * One request and its answer on a connection.
 *
 * <p>It stands in the place of Reactor Netty's {@code HttpClientOperations} and does of it what an
 * edge needs, with {@code ResponseDecoder} below, which passes exactly one answer. The base class
 * holds the body until it is asked for and reads no more meanwhile. The end of the answer gives the
 * connection back ({@code terminate}), and what must never serve another request is marked as not
 * persistent before: then the pool closes it.
 *
 * <p>All of this happens on the connection's event loop: what the client's body sets off, and the
 * wish to cut the answer, come from elsewhere and go there first. Else they could meet a connection
 * that has begun to serve another request.
 */
final class DownstreamExchange extends ChannelOperations<NettyInbound, NettyOutbound>
    implements DownstreamAnswer {

  /** What its observer hears besides what each connection says. */
  enum Step implements ConnectionObserver.State {
    /** The head of the answer has come. */
    ANSWERED
  }

  private final EventLoop loop;
  private @Nullable CallHandler calls;
  private @Nullable DownstreamCall call;
  private @Nullable HttpResponse answer;
  private boolean begun;
  private boolean written;
  private volatile @Nullable Throwable writeFailure;

  private DownstreamExchange(Connection connection, ConnectionObserver observer) {
    super(connection, observer);
    this.loop = connection.channel().eventLoop();
  }

  /** Reads from the first, so that the end of a connection is seen before it is used. */
  static DownstreamExchange on(
      Connection connection, ConnectionObserver observer, @Nullable Object none) {
    DownstreamExchange exchange = new DownstreamExchange(connection, observer);
    connection.channel().read();
    return exchange;
  }

  void send(HttpRequest head, OutgoingRequest request) {
    begun = true;
    Channel channel = channel();
    call = request.call();
    calls = CallHandler.expect(call, channel.pipeline());
    if (head instanceof FullHttpRequest) {
      channel.writeAndFlush(head).addListener(this::wholeWritten);
    } else {
      channel.writeAndFlush(head).addListener(write -> headWritten(write, request));
    }
    // An answer may come before the request has gone out whole.
    channel.read();
  }

  private void headWritten(Future<?> write, OutgoingRequest request) {
    if (!write.isSuccess()) {
      writeFailed(write.cause());
    } else if (!isSubscriptionDisposed()) {
      sendObject(request.body(this)).subscribe(this);
    }
  }

  /** All parts of the body were written. */
  @Override
  protected void onOutboundComplete() {
    onLoop(this::endRequest);
  }

  private void endRequest() {
    if (!isOver()) {
      Channel channel = channel();
      channel.writeAndFlush(LastHttpContent.EMPTY_LAST_CONTENT).addListener(this::wholeWritten);
      channel.read();
    }
  }

  private void wholeWritten(Future<?> write) {
    if (write.isSuccess()) {
      written = true;
    } else {
      writeFailed(write.cause());
    }
  }

  /** If it ends the connection, that is told when it has ended. */
  private void writeFailed(Throwable failure) {
    if (channel().isActive()) {
      breakOff(failure);
    } else {
      writeFailure = failure;
    }
  }

  /** The client's body broke off, on whatever thread, or a part of it could not be written. */
  @Override
  protected void onOutboundError(Throwable failure) {
    onLoop(() -> breakOff(failure));
  }

  private void breakOff(Throwable failure) {
    if (!isOver()) {
      markPersistent(false);
      fail(failure);
      terminate();
    }
  }

  /** Whether the answer is whole, or has failed, or nobody waits for more of it. */
  private boolean isOver() {
    return isInboundComplete() || isInboundCancelled();
  }

  /** Why the connection will be found to have ended. */
  @Override
  protected void onUnprocessedOutboundError(Throwable failure) {
    writeFailure = failure;
  }

  @Override
  protected void onInboundNext(ChannelHandlerContext ctx, Object message) {
    switch (message) {
      case HttpResponse head when head.decoderResult().isFailure() ->
          unreadable(head, head.decoderResult().cause());
      case HttpResponse head -> answered(head);
      case LastHttpContent end when end.decoderResult().isFailure() ->
          unreadable(end, end.decoderResult().cause());
      case LastHttpContent end -> ended(end, ctx);
      default -> super.onInboundNext(ctx, message);
    }
  }

  private void answered(HttpResponse head) {
    answer = head;
    if (!HttpUtil.isKeepAlive(head)) {
      markPersistent(false);
    }
    if (!isInboundCancelled()) {
      listener().onStateChange(this, Step.ANSWERED);
    }
  }

  private void ended(LastHttpContent end, ChannelHandlerContext ctx) {
    if (end.content().isReadable()) {
      super.onInboundNext(ctx, end);
    } else {
      end.release();
    }
    if (!written) {
      markPersistent(false);
    }
    leave();
  }

  private void unreadable(Object message, Throwable cause) {
    ReferenceCountUtil.release(message);
    onInboundError(cause);
    leave();
  }

  /** An unused connection reads, so that its end is seen. */
  private void leave() {
    channel().config().setAutoRead(true);
    terminate();
  }

  @Override
  protected void onInboundCancel() {
    if (!isInboundDisposed()) {
      var _ = channel().close();
    }
  }

  /** The connection has ended, and this was not to be expected unless nobody reads any more. */
  @Override
  protected void onInboundClose() {
    if (isInboundCancelled() || isInboundDisposed()) {
      listener().onStateChange(this, ConnectionObserver.State.DISCONNECTING);
    } else {
      fail(begun ? endedEarly(writeFailure) : AbortedException.beforeSend());
    }
  }

  private ConnectionEndedException endedEarly(@Nullable Throwable cause) {
    String phase = answer == null ? "before" : "within";
    return new ConnectionEndedException(
        "the downstream has ended the connection %s its answer".formatted(phase), cause);
  }

  /** Tells who waits for the head, or who reads the body. */
  private void fail(Throwable failure) {
    if (answer == null) {
      listener().onUncaughtException(this, failure);
    } else {
      onInboundError(failure);
    }
  }

  @Override
  protected Throwable wrapInboundError(Throwable failure) {
    return failure instanceof ClosedChannelException
        ? endedEarly(failure)
        : super.wrapInboundError(failure);
  }

  @Override
  public int status() {
    return head().status().code();
  }

  @Override
  public HttpHeaders headers() {
    return head().headers();
  }

  @Override
  public Flux<ByteBuf> body() {
    CallHandler connection = Objects.requireNonNull(calls);
    return new AnswerBody(connection, Objects.requireNonNull(call), this::onLoop)
        .of(receiveObject());
  }

  @Override
  public void cut() {
    onLoop(this::dispose);
  }

  private void onLoop(Runnable action) {
    if (loop.inEventLoop()) {
      action.run();
    } else {
      loop.execute(action);
    }
  }

  private HttpResponse head() {
    return Objects.requireNonNull(answer);
  }
}
