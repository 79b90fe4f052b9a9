package dev.paykore.gateway.forwarding;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoop;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;
import reactor.netty.Connection;

/**
 * Takes a body from one side as fast as the other takes it. Reactor Netty's writer asks for 128
 * parts at once, of 8 KiB each, whatever the connection can hold ({@code MonoSendMany}): a client
 * that reads nothing, or an upload to a downstream that does not, would cost 1 MiB. Here the next
 * part is asked for when Netty says that the connection is writable, so that not more than its high
 * watermark waits.
 */
final class Pace extends ChannelInboundHandlerAdapter {

  private final Channel receiver;

  /** Belongs to the receiver's event loop. */
  private @Nullable MonoSink<Object> waiting;

  private Pace(Channel receiver) {
    this.receiver = receiver;
  }

  /** The body at the pace of what it is written to, if that is a connection. */
  static <T> Flux<T> paced(Flux<T> body, Object receiver) {
    return receiver instanceof Connection connection ? of(connection.channel()).follow(body) : body;
  }

  /** The pace of a connection. It stays with it. */
  private static Pace of(Channel receiver) {
    Pace known = receiver.pipeline().get(Pace.class);
    if (known != null) {
      return known;
    }
    Pace pace = new Pace(receiver);
    // The last handler, Reactor Netty's, keeps to itself what it hears of this.
    receiver.pipeline().addFirst(pace);
    return pace;
  }

  /** The body, each part of it asked for only when the connection can take one. */
  private <T> Flux<T> follow(Flux<T> body) {
    return body.concatMap(part -> Flux.concat(Mono.just(part), untilWritable()), 0);
  }

  private <T> Mono<T> untilWritable() {
    return Mono.defer(
        () -> mayTakeMore() ? Mono.empty() : Mono.create(this::await).then(Mono.empty()));
  }

  private boolean mayTakeMore() {
    return receiver.eventLoop().inEventLoop() && receiver.isWritable();
  }

  /**
   * What comes from another event loop is written when the receiver's gets to it: before that the
   * connection seems to have room for all that is still in the queue.
   */
  private void await(MonoSink<Object> sink) {
    EventLoop loop = receiver.eventLoop();
    if (loop.inEventLoop()) {
      awaitHere(sink);
    } else {
      loop.execute(() -> awaitHere(sink));
    }
  }

  private void awaitHere(MonoSink<Object> sink) {
    if (receiver.isWritable() || !receiver.isActive()) {
      sink.success();
    } else {
      waiting = sink;
    }
  }

  private void goOn() {
    MonoSink<Object> sink = waiting;
    if (sink != null) {
      waiting = null;
      sink.success();
    }
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext ctx) {
    if (ctx.channel().isWritable()) {
      goOn();
    }
    ctx.fireChannelWritabilityChanged();
  }

  /** Writing fails then, which ends the body. */
  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    goOn();
    ctx.fireChannelInactive();
  }
}
