package dev.paykore.gateway.environment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.paykore.keys.Environment;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.cloud.gateway.route.Route;
import org.springframework.cloud.gateway.support.ServerWebExchangeUtils;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.server.MockServerWebExchange;
import org.springframework.web.server.ServerWebExchange;

class RouteEnvironmentTests {

  private final ServerWebExchange exchange =
      MockServerWebExchange.from(MockServerHttpRequest.get("/"));

  @Test
  void isTheOneThatTheRoutesMetadataNames() {
    match(Map.of("environment", "sandbox"));
    assertThat(RouteEnvironment.of(exchange)).isEqualTo(Environment.SANDBOX);
    match(Map.of("environment", "live"));
    assertThat(RouteEnvironment.of(exchange)).isEqualTo(Environment.LIVE);
  }

  @Test
  void aRouteWithoutOneIsOfBoth() {
    match(Map.of("another", "live"));
    assertThat(RouteEnvironment.of(exchange)).isNull();
  }

  @Test
  void aNameOfNeitherLetsNobodyPass() {
    match(Map.of("environment", "staging"));
    assertThatThrownBy(() -> RouteEnvironment.of(exchange)).hasMessageContaining("'staging'");
  }

  @Test
  void noRouteLetsNobodyPass() {
    assertThatThrownBy(() -> RouteEnvironment.of(exchange))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private void match(Map<String, Object> metadata) {
    Route route =
        Route.async().id("a").uri("http://a").predicate(any -> true).metadata(metadata).build();
    exchange.getAttributes().put(ServerWebExchangeUtils.GATEWAY_ROUTE_ATTR, route);
  }
}
