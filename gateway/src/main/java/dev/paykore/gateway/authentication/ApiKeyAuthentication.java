package dev.paykore.gateway.authentication;

import dev.paykore.gateway.authentication.AuthenticationResult.Authenticated;
import dev.paykore.gateway.authentication.AuthenticationResult.Refused;
import dev.paykore.gateway.authentication.lookup.KeyLookUp;
import dev.paykore.gateway.authentication.lookup.LookUp;
import dev.paykore.gateway.authentication.lookup.LookUp.AnsweredBy;
import dev.paykore.gateway.authentication.slowing.Network;
import dev.paykore.gateway.client.ClientAddress;
import dev.paykore.gateway.credential.ApiKeyExtractor;
import dev.paykore.gateway.credential.PresentedCredential;
import dev.paykore.gateway.environment.RouteEnvironment;
import dev.paykore.gateway.redis.RedisWait;
import dev.paykore.keys.ApiKeyHash;
import dev.paykore.keys.ApiKeyRecord;
import dev.paykore.keys.Environment;
import dev.paykore.keys.PresentedKey;
import java.time.Clock;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/** Extracts the key, looks it up, judges it, and leaves its record on the exchange. */
final class ApiKeyAuthentication implements Authentication {

  private final KeyLookUp lookUp;
  private final Clock clock;
  private final AuthenticationMeters meters;
  private final Function<ServerWebExchange, Scheduler> home;

  /** Finds out what is known of a hash. */
  @FunctionalInterface
  private interface Finder {
    Mono<LookUp> find(ApiKeyHash hash, RedisWait wait);
  }

  /**
   * @param home where the work for a request goes on after a store has answered
   */
  ApiKeyAuthentication(
      KeyLookUp lookUp,
      Clock clock,
      AuthenticationMeters meters,
      Function<ServerWebExchange, Scheduler> home) {
    this.lookUp = lookUp;
    this.clock = clock;
    this.meters = meters;
    this.home = home;
  }

  @Override
  public Mono<ApiKeyRecord> authenticate(ServerWebExchange exchange) {
    return authenticate(exchange, (hash, wait) -> find(hash, wait, exchange));
  }

  @Override
  public Mono<ApiKeyRecord> authenticateAnew(ServerWebExchange exchange, long version) {
    return authenticate(exchange, (hash, wait) -> lookUp.find(hash, version, wait));
  }

  private Mono<ApiKeyRecord> authenticate(ServerWebExchange exchange, Finder finder) {
    return Mono.defer(() -> judge(exchange, finder).flatMap(result -> settle(exchange, result)));
  }

  private Mono<AuthenticationResult> judge(ServerWebExchange exchange, Finder finder) {
    return switch (ApiKeyExtractor.of(exchange)) {
      case PresentedCredential.Missing _ -> unasked(AuthenticationResult.MISSING);
      case PresentedCredential.Malformed _ -> unasked(AuthenticationResult.INVALID);
      case PresentedCredential.Key(PresentedKey key) ->
          // Of another environment it is invalid whatever a look-up would say, so none is made.
          Verdict.isForeign(key.environment(), RouteEnvironment.of(exchange))
              ? unasked(AuthenticationResult.INVALID)
              : judge(key, finder, exchange);
    };
  }

  private Mono<AuthenticationResult> unasked(AuthenticationResult verdict) {
    meters.count(verdict, AnsweredBy.NOBODY);
    return Mono.just(verdict);
  }

  private Mono<AuthenticationResult> judge(
      PresentedKey key, Finder finder, ServerWebExchange exchange) {
    return atHome(finder.find(key.hash(), RedisWait.of(exchange)), exchange)
        .flatMap(found -> judge(found, key.environment(), exchange));
  }

  /** A Mono that has its value is a Callable: what the process remembers stays on this thread. */
  private Mono<LookUp> atHome(Mono<LookUp> found, ServerWebExchange exchange) {
    return found instanceof Callable ? found : found.publishOn(home.apply(exchange));
  }

  /**
   * An allowed request learns from the limiter that its key has changed; a refused one never gets
   * there. So what is remembered of a key refuses it alone for no more than a second: it may have
   * been resumed.
   */
  private Mono<AuthenticationResult> judge(
      LookUp found, Environment environment, ServerWebExchange exchange) {
    AuthenticationResult verdict = Verdict.of(found, environment, clock.instant());
    return found instanceof LookUp.Found known && verdict instanceof Refused
        ? atHome(lookUp.findAgain(known.record(), RedisWait.of(exchange)), exchange)
            .filter(again -> !again.equals(LookUp.UNKNOWN))
            .map(again -> counted(Verdict.of(again, environment, clock.instant()), again))
            .switchIfEmpty(Mono.fromSupplier(() -> counted(verdict, found)))
        : Mono.just(counted(verdict, found));
  }

  private AuthenticationResult counted(AuthenticationResult verdict, LookUp on) {
    meters.count(verdict, on.answeredBy());
    return verdict;
  }

  /** Who asks does not matter to what the process remembers, so it is not found out for that. */
  private Mono<LookUp> find(ApiKeyHash hash, RedisWait wait, ServerWebExchange exchange) {
    LookUp known = lookUp.remembered(hash);
    return known == null ? lookUp.find(hash, networkOf(exchange), wait) : Mono.just(known);
  }

  private static Network networkOf(ServerWebExchange exchange) {
    return Network.of(ClientAddress.of(exchange));
  }

  private Mono<ApiKeyRecord> settle(ServerWebExchange exchange, AuthenticationResult result) {
    return switch (result) {
      case Authenticated(ApiKeyRecord record) -> {
        AuthenticatedKey.set(exchange, record);
        yield Mono.just(record);
      }
      case Refused refused -> {
        AuthenticatedKey.clear(exchange);
        yield Mono.error(AuthenticationErrors.of(refused).toException());
      }
    };
  }
}
