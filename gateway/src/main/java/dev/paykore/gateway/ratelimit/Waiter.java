package dev.paykore.gateway.ratelimit;

import dev.paykore.gateway.ratelimit.RateLimitDecision.Stale;
import reactor.core.Disposable;
import reactor.core.publisher.MonoSink;

/** A demand and whoever waits for its decision, who may leave at any time. */
final class Waiter implements Disposable {

  private final Demand demand;
  private final MonoSink<RateLimitDecision> sink;
  private final long joinedNanos = System.nanoTime();
  private volatile boolean gone;

  Waiter(Demand demand, MonoSink<RateLimitDecision> sink) {
    this.demand = demand;
    this.sink = sink;
    sink.onCancel(this);
  }

  Demand demand() {
    return demand;
  }

  long joinedNanos() {
    return joinedNanos;
  }

  /** How long the request has waited for Redis by now, here and before. */
  long waitedNanos(long nowNanos) {
    return demand.waited().nanos() + (nowNanos - joinedNanos);
  }

  /** Whether nobody waits any more. */
  boolean isGone() {
    return gone;
  }

  void answer(RateLimitDecision decision) {
    sink.success(decision);
  }

  /** Tells that the key has changed; the request will have more to ask of Redis. */
  void stale(long version) {
    demand.waited().add(System.nanoTime() - joinedNanos);
    sink.success(new Stale(version));
  }

  void fail(Throwable error) {
    sink.error(error);
  }

  @Override
  public void dispose() {
    gone = true;
  }
}
