package dev.paykore.gateway.redis;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.scheduler.Scheduler;

/**
 * One call with a deadline, for whoever is told by a callback. The first of answer, failure and
 * deadline counts. The same in Reactor is seven operators and an object each, and when all keys are
 * different every request makes a call.
 */
final class RedisCall<T> {

  @SuppressWarnings("rawtypes") // as updaters of generic classes are
  private static final AtomicIntegerFieldUpdater<RedisCall> ENDED =
      AtomicIntegerFieldUpdater.newUpdater(RedisCall.class, "ended");

  private final RedisBreaker breaker;
  private final BiConsumer<@Nullable T, @Nullable Throwable> told;
  private final long startNanos = System.nanoTime();
  private volatile int ended;
  private Disposable deadline = Disposables.disposed();

  RedisCall(RedisBreaker breaker, BiConsumer<@Nullable T, @Nullable Throwable> told) {
    this.breaker = breaker;
    this.told = told;
  }

  void begin(Supplier<CompletionStage<T>> call, long leftNanos, Scheduler deadlines) {
    deadline = deadlines.schedule(this::late, leftNanos, TimeUnit.NANOSECONDS);
    var _ = made(call).whenComplete(this::came);
  }

  private static <T> CompletionStage<T> made(Supplier<CompletionStage<T>> call) {
    try {
      return call.get();
    } catch (RuntimeException e) {
      return CompletableFuture.failedStage(e);
    }
  }

  private void came(@Nullable T answer, @Nullable Throwable error) {
    if (!isFirst()) {
      return;
    }
    deadline.dispose();
    if (error == null) {
      breaker.answered(System.nanoTime() - startNanos);
      told.accept(answer, null);
    } else {
      fail(cause(error));
    }
  }

  private void late() {
    if (isFirst()) {
      fail(new TimeoutException("no answer within the time that the request had left"));
    }
  }

  private void fail(Throwable error) {
    breaker.failed(System.nanoTime() - startNanos, error);
    told.accept(null, RedisUnavailableException.noAnswer(error));
  }

  private boolean isFirst() {
    return ENDED.compareAndSet(this, 0, 1);
  }

  private static Throwable cause(Throwable error) {
    Throwable cause = error.getCause();
    return error instanceof CompletionException && cause != null ? cause : error;
  }
}
