package dev.paykore.gateway.routing.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.springframework.boot.webflux.autoconfigure.WebFluxProperties;
import org.springframework.cloud.gateway.handler.predicate.GatewayPredicate;
import org.springframework.cloud.gateway.handler.predicate.PathRoutePredicateFactory;
import org.springframework.cloud.gateway.route.Route;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.server.MockServerWebExchange;
import org.springframework.web.server.ServerWebExchange;

class PathHeadsTests {

  private static final PathRoutePredicateFactory PATHS =
      new PathRoutePredicateFactory(new WebFluxProperties());
  private static final ServedRoute LAST = route("last", "/**");

  @Test
  void aThousandRoutesWithPathsOfTheirOwnLeaveOneToAsk() {
    List<ServedRoute> routes =
        IntStream.range(0, 1_000).mapToObj(i -> route("r" + i, "/v1/service" + i + "/**")).toList();

    assertThat(PathHeads.of(routes).candidates("/v1/service500/x"))
        .singleElement()
        .isSameAs(routes.get(500));
    assertThat(PathHeads.of(routes).candidates("/v1/nowhere")).isEmpty();
  }

  @Test
  void routesThatShareAHeadAreAskedInTheirOrder() {
    ServedRoute narrow = route("narrow", "/v1/wallets/{id}");
    ServedRoute other = route("other", "/v1/other");
    ServedRoute wide = route("wide", "/v1/**");

    assertThat(PathHeads.of(List.of(narrow, other, wide)).candidates("/v1/wallets/7"))
        .containsExactly(narrow, wide);
  }

  @Test
  void aPathInAnotherSpellingIsComparedWithAllRoutes() {
    ServedRoute route = route("route", "/v1/wallets");

    assertThat(PathHeads.of(List.of(route)).candidates("/v1/w%61llets")).containsExactly(route);
  }

  @Property
  void theRouteFoundIsTheOneThatAWalkThroughAllOfThemFinds(
      @ForAll("patterns") List<String> patterns, @ForAll("paths") String path) {
    List<ServedRoute> routes =
        IntStream.range(0, patterns.size()).mapToObj(i -> route("r" + i, patterns.get(i))).toList();

    ServedRoute walked =
        routes.stream().filter(route -> route.matches(get(path))).findFirst().orElse(LAST);

    assertThat(new RouteTable(routes, LAST).find(get(path))).isSameAs(walked);
  }

  @Provide
  Arbitrary<List<String>> patterns() {
    Arbitrary<String> segment = Arbitraries.of("a", "b", "*", "a*", "?", "%61");
    Arbitrary<String> end = Arbitraries.of("", "/", "/{id}", "/**", "/{*rest}");
    return segment
        .list()
        .ofMaxSize(3)
        .flatMap(segments -> end.map(last -> "/" + String.join("/", segments) + last))
        .map(pattern -> pattern.replace("//", "/"))
        .list()
        .ofMaxSize(5);
  }

  @Provide
  Arbitrary<String> paths() {
    return Arbitraries.of("a", "b", "c", "%61", "")
        .list()
        .ofMinSize(1)
        .ofMaxSize(4)
        .map(segments -> "/" + String.join("/", segments))
        .filter(path -> !path.contains("//"));
  }

  private static ServerWebExchange get(String path) {
    return MockServerWebExchange.from(
        MockServerHttpRequest.method(
            org.springframework.http.HttpMethod.GET,
            java.net.URI.create("http://localhost" + path)));
  }

  private static ServedRoute route(String id, String pattern) {
    PathRoutePredicateFactory.Config config =
        new PathRoutePredicateFactory.Config().setPatterns(List.of(pattern));
    return new ServedRoute(
        Route.async().id(id).uri("http://localhost:1").predicate(exchange -> true).build(),
        List.of(GatewayPredicate.wrapIfNeeded(PATHS.apply(config))),
        FilterLink.chain(List.of(), exchange -> reactor.core.publisher.Mono.empty()));
  }
}
