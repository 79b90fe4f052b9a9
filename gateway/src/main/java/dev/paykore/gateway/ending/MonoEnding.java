package dev.paykore.gateway.ending;

import java.util.Objects;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoOperator;
import reactor.core.publisher.Operators;
import reactor.util.context.Context;

/**
 * One operator for all that a filter does at the end. The framework's are one for each signal
 * ({@code doOnSuccess}, {@code doOnError}, {@code doOnCancel}, {@code doFinally}), and each signal
 * of each request passes all of them. It also remembers the context, which else is looked for
 * through every operator up to the server, each time that one below writes into it.
 */
final class MonoEnding extends MonoOperator<Void, Void> {

  private final Ending ending;

  MonoEnding(Mono<Void> work, Ending ending) {
    super(work);
    this.ending = ending;
  }

  @Override
  public void subscribe(CoreSubscriber<? super Void> actual) {
    source.subscribe(new Watch(actual, ending));
  }

  /** Sees one request to its end. */
  private static final class Watch implements CoreSubscriber<Void>, Subscription {

    private static final AtomicIntegerFieldUpdater<Watch> ENDED =
        AtomicIntegerFieldUpdater.newUpdater(Watch.class, "ended");

    private final CoreSubscriber<? super Void> actual;
    private final Ending ending;
    private final Context context;
    private @Nullable Subscription work;
    private volatile int ended;

    Watch(CoreSubscriber<? super Void> actual, Ending ending) {
      this.actual = actual;
      this.ending = ending;
      this.context = actual.currentContext();
    }

    @Override
    public Context currentContext() {
      return context;
    }

    @Override
    public void onSubscribe(Subscription subscription) {
      if (Operators.validate(work, subscription)) {
        work = subscription;
        actual.onSubscribe(this);
      }
    }

    @Override
    public void onNext(Void nothing) {}

    @Override
    public void onComplete() {
      if (isFirst()) {
        complete();
      } else {
        actual.onComplete();
      }
    }

    @Override
    public void onError(Throwable failure) {
      if (isFirst()) {
        fail(failure);
      } else {
        actual.onError(failure);
      }
    }

    @Override
    public void request(long demand) {
      subscription().request(demand);
    }

    @Override
    public void cancel() {
      subscription().cancel();
      if (isFirst()) {
        ending.cancelled();
        ending.over();
      }
    }

    private boolean isFirst() {
      return ENDED.compareAndSet(this, 0, 1);
    }

    private void complete() {
      try {
        ending.completed();
      } catch (RuntimeException e) {
        fail(e);
        return;
      }
      actual.onComplete();
      ending.over();
    }

    private void fail(Throwable failure) {
      actual.onError(told(failure));
      ending.over();
    }

    private Throwable told(Throwable failure) {
      try {
        return ending.failed(failure);
      } catch (RuntimeException e) {
        e.addSuppressed(failure);
        return e;
      }
    }

    private Subscription subscription() {
      return Objects.requireNonNull(work);
    }
  }
}
