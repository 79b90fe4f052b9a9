package dev.paykore.gateway.redis;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import reactor.core.publisher.Mono;

/**
 * Bounds what Redis may cost a request: no call takes longer than the time-out, and after a few
 * that failed no call is made at all for a while.
 */
public final class RedisBreaker {

  private final CircuitBreaker breaker;
  private final Duration timeout;

  public RedisBreaker(CircuitBreaker breaker, Duration timeout) {
    this.breaker = breaker;
    this.timeout = timeout;
  }

  /** The call, or {@link RedisUnavailableException} for whatever reason Redis gave no answer. */
  public <T> Mono<T> protect(Mono<T> call) {
    return Mono.defer(() -> breaker.tryAcquirePermission() ? observed(call) : refused());
  }

  /** Whether calls are spared at present. */
  public boolean isOpen() {
    return breaker.getState() == CircuitBreaker.State.OPEN;
  }

  private <T> Mono<T> observed(Mono<T> call) {
    long startNanos = System.nanoTime();
    return call.timeout(timeout)
        .doOnSuccess(answer -> breaker.onSuccess(since(startNanos), TimeUnit.NANOSECONDS))
        .doOnError(error -> breaker.onError(since(startNanos), TimeUnit.NANOSECONDS, error))
        .doOnCancel(breaker::releasePermission)
        .onErrorMap(error -> new RedisUnavailableException("Redis gave no answer", error));
  }

  private static <T> Mono<T> refused() {
    return Mono.error(new RedisUnavailableException("Redis is being spared", null));
  }

  private static long since(long startNanos) {
    return System.nanoTime() - startNanos;
  }
}
