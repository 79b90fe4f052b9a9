package dev.paykore.gateway.ratelimit;

import reactor.core.Disposable;
import reactor.core.publisher.MonoSink;

/** A demand and whoever waits for its decision, who may leave at any time. */
final class Waiter implements Disposable {

  private final Demand demand;
  private final MonoSink<RateLimitDecision> sink;
  private volatile boolean gone;

  Waiter(Demand demand, MonoSink<RateLimitDecision> sink) {
    this.demand = demand;
    this.sink = sink;
    sink.onCancel(this);
  }

  Demand demand() {
    return demand;
  }

  /** Whether nobody waits any more. */
  boolean isGone() {
    return gone;
  }

  void answer(RateLimitDecision decision) {
    sink.success(decision);
  }

  void fail(Throwable error) {
    sink.error(error);
  }

  @Override
  public void dispose() {
    gone = true;
  }
}
