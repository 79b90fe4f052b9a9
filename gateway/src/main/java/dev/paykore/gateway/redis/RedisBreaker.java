package dev.paykore.gateway.redis;

import dev.paykore.gateway.circuit.CircuitPermits;
import dev.paykore.gateway.meter.StoreTimers;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * Bounds what a server of Redis may cost a request: all its calls together take no longer than the
 * time-out, and after a few that failed no call is made at all for a while. Then one request tries
 * again: it asks what is really asked, which a {@code PING} would not (a Redis that is full, or a
 * replica, answers that).
 */
public final class RedisBreaker {

  private static final double TRYING = 0.5;

  private final CircuitBreaker breaker;
  private final CircuitPermits permits;
  private final RedisBudget budget;
  private final StoreTimers timers;
  private final Supplier<Scheduler> deadlines;

  /**
   * @param deadlines the timer that a call's time-out is set with
   */
  public RedisBreaker(
      CircuitBreaker breaker, Duration timeout, StoreTimers timers, Supplier<Scheduler> deadlines) {
    this.breaker = breaker;
    this.permits = new CircuitPermits(breaker);
    this.budget = RedisBudget.of(timeout);
    this.timers = timers;
    this.deadlines = deadlines;
  }

  /**
   * The call, or {@link RedisUnavailableException} for whatever reason Redis gave no answer. It
   * takes no longer than the request may still wait, and what it took is added to that.
   */
  public <T> Mono<T> protect(Mono<T> call, RedisWait wait) {
    return Mono.defer(
        () -> {
          long startNanos = System.nanoTime();
          return allowed(call, wait.nanos()).doOnTerminate(() -> wait.add(since(startNanos)));
        });
  }

  /**
   * Makes the call for those who have waited so long already, and who take the time themselves.
   *
   * @param told gets the answer, or a {@link RedisUnavailableException}
   */
  public <T> void call(
      Supplier<CompletionStage<T>> call,
      long waitedNanos,
      BiConsumer<@Nullable T, @Nullable Throwable> told) {
    RedisUnavailableException refusal = refusal(waitedNanos);
    if (refusal == null) {
      new RedisCall<>(this, told).begin(call, budget.leftNanos(waitedNanos), deadlines.get());
    } else {
      told.accept(null, refusal);
    }
  }

  /** Whether calls are spared at present: 1 yes, 0.5 tried, 0 no. */
  double openness() {
    return switch (breaker.getState()) {
      case OPEN, FORCED_OPEN -> 1;
      case HALF_OPEN -> TRYING;
      default -> 0;
    };
  }

  private <T> Mono<T> allowed(Mono<T> call, long waitedNanos) {
    RedisUnavailableException refusal = refusal(waitedNanos);
    return refusal == null ? observed(call, waitedNanos) : Mono.error(refusal);
  }

  /** Why no call is made, or {@code null} if one is, which the breaker then waits for. */
  private @Nullable RedisUnavailableException refusal(long waitedNanos) {
    if (!budget.allowsCall(waitedNanos)) {
      return RedisUnavailableException.noTimeLeft();
    }
    return permits.tryAcquire() ? null : RedisUnavailableException.spared();
  }

  private <T> Mono<T> observed(Mono<T> call, long waitedNanos) {
    long startNanos = System.nanoTime();
    return call.timeout(Duration.ofNanos(budget.leftNanos(waitedNanos)), deadlines.get())
        .doOnSuccess(answer -> answered(since(startNanos)))
        .doOnError(error -> failed(since(startNanos), error))
        .doOnCancel(breaker::releasePermission)
        .onErrorMap(RedisUnavailableException::noAnswer);
  }

  void answered(long nanos) {
    timers.answered().record(nanos, TimeUnit.NANOSECONDS);
    breaker.onSuccess(nanos, TimeUnit.NANOSECONDS);
  }

  void failed(long nanos, Throwable error) {
    timers.failed().record(nanos, TimeUnit.NANOSECONDS);
    breaker.onError(nanos, TimeUnit.NANOSECONDS, error);
  }

  private static long since(long startNanos) {
    return System.nanoTime() - startNanos;
  }
}
