package dev.paykore.gateway.authentication.lookup;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Supplier;
import reactor.core.publisher.Mono;

/**
 * Lets concurrent callers with the same question share one answer. A flight belongs to none of its
 * callers: it goes on when all of them have cancelled. Nothing is kept once it has landed.
 */
final class SingleFlight<Q, A> {

  private final ConcurrentMap<Q, CompletableFuture<A>> flights = new ConcurrentHashMap<>();

  /** The answer of the flight under way for the question, or of a new one. */
  Mono<A> join(Q question, Supplier<Mono<A>> ask) {
    CompletableFuture<A> mine = new CompletableFuture<>();
    CompletableFuture<A> theirs = flights.putIfAbsent(question, mine);
    if (theirs != null) {
      return Mono.fromFuture(theirs, true);
    }
    // Without an answer nobody would ever land.
    Mono.defer(ask)
        .single()
        .doOnTerminate(() -> flights.remove(question, mine))
        .subscribe(mine::complete, mine::completeExceptionally);
    return Mono.fromFuture(mine, true);
  }
}
