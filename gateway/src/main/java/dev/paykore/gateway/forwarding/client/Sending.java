package dev.paykore.gateway.forwarding.client;

import io.netty.handler.codec.http.HttpRequest;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.Disposable;
import reactor.core.publisher.MonoSink;
import reactor.netty.Connection;
import reactor.netty.ConnectionObserver;
import reactor.util.context.Context;

/**
 * One request on its way, from the wish for a connection to the head of the answer.
 *
 * <p>It hears of the connection as its observer: the pool's own signal comes before a new
 * connection may be written to, and not at all to one who has left meanwhile. Whoever leaves does
 * so on any thread, while the connection comes on its own; both leave a note first and look for the
 * other's then, so that one of them sees both.
 */
final class Sending implements ConnectionObserver, CoreSubscriber<Connection>, Disposable {

  private final OutgoingRequest request;
  private final HttpRequest head;
  private final MonoSink<DownstreamAnswer> sink;
  private volatile @Nullable Subscription acquisition;
  private volatile @Nullable DownstreamExchange exchange;
  private volatile boolean left;

  Sending(OutgoingRequest request, String authority, MonoSink<DownstreamAnswer> sink) {
    this.request = request;
    this.head = request.head(authority);
    this.sink = sink;
  }

  @Override
  public Context currentContext() {
    return Context.of(sink.contextView());
  }

  @Override
  public void onSubscribe(Subscription subscription) {
    acquisition = subscription;
    sink.onCancel(this);
    subscription.request(Long.MAX_VALUE);
  }

  @Override
  public void onNext(Connection connection) {}

  @Override
  public void onComplete() {}

  @Override
  public void onError(Throwable failure) {
    sink.error(failure);
  }

  @Override
  public void onStateChange(Connection connection, State state) {
    if (connection instanceof DownstreamExchange ready) {
      if (State.CONFIGURED.equals(state)) {
        begin(ready);
      } else if (DownstreamExchange.Step.ANSWERED.equals(state)) {
        sink.success(ready);
      }
    }
  }

  @Override
  public void onUncaughtException(Connection connection, Throwable failure) {
    sink.error(failure);
  }

  /** Nobody waits for the answer any more. */
  @Override
  public void dispose() {
    left = true;
    Subscription waiting = acquisition;
    if (waiting != null) {
      waiting.cancel();
    }
    DownstreamExchange begun = exchange;
    if (begun != null) {
      begun.cut();
    }
  }

  private void begin(DownstreamExchange ready) {
    exchange = ready;
    if (left) {
      ready.cut();
    } else {
      ready.send(head, request);
    }
  }
}
