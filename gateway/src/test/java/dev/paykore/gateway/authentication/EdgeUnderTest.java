package dev.paykore.gateway.authentication;

import dev.paykore.gateway.authentication.lookup.LookUp.AnsweredBy;
import dev.paykore.gateway.authentication.lookup.LookUps;
import dev.paykore.gateway.credential.ApiKeyExtractor;
import dev.paykore.gateway.environment.RouteEnvironment;
import dev.paykore.gateway.stores.Stores;
import dev.paykore.keys.Environment;
import dev.paykore.keys.PresentedKey;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.cloud.gateway.route.Route;
import org.springframework.cloud.gateway.support.ServerWebExchangeUtils;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.server.MockServerWebExchange;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** Authentication as one edge does it on real stores, and requests that have met a route. */
final class EdgeUnderTest {

  /** Stands for the event loop of the request's connection. */
  private static final Scheduler HOME = Schedulers.newSingle("home", true);

  static final Instant NOW = Instant.parse("2024-12-31T23:59:59Z");

  final LookUps lookUps;
  final Authentication authentication;
  final AuthenticationFilter filter;

  private Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);

  EdgeUnderTest(Stores stores) {
    lookUps = new LookUps(stores);
    authentication =
        new ApiKeyAuthentication(
            lookUps.lookUp(),
            new MovableClock(),
            new AuthenticationMeters(lookUps.registry),
            exchange -> HOME);
    filter = new AuthenticationFilter(authentication);
  }

  void setTime(Instant now) {
    clock = Clock.fixed(now, ZoneOffset.UTC);
  }

  double outcomes(String outcome, AnsweredBy answeredBy) {
    return lookUps
        .registry
        .get("paykore.edge.authentications")
        .tags("outcome", outcome, "answered_by", answeredBy.name().toLowerCase(Locale.ROOT))
        .counter()
        .count();
  }

  /** A request to a route of the environment, or of both. */
  static ServerWebExchange request(@Nullable Environment route, PresentedKey key) {
    return request(
        route,
        MockServerHttpRequest.get("/v1/wallets")
            .header(ApiKeyExtractor.API_KEY_HEADER, key.reveal())
            .build());
  }

  static ServerWebExchange request(@Nullable Environment route, MockServerHttpRequest request) {
    return matched(route, MockServerWebExchange.from(request));
  }

  /** The exchange as it is once its route is matched. */
  static ServerWebExchange matched(@Nullable Environment environment, ServerWebExchange from) {
    // As the guard says where a request comes from.
    ServerWebExchange exchange =
        from.mutate().request(head -> head.header("X-Forwarded-For", "192.0.2.1")).build();
    Route.AsyncBuilder route =
        Route.async().id("a-route").uri("http://localhost").predicate(any -> true);
    if (environment != null) {
      route.metadata(RouteEnvironment.METADATA, environment.wireName());
    }
    exchange.getAttributes().put(ServerWebExchangeUtils.GATEWAY_ROUTE_ATTR, route.build());
    return exchange;
  }

  private final class MovableClock extends Clock {

    @Override
    public Instant instant() {
      return clock.instant();
    }

    @Override
    public ZoneOffset getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }
}
