package dev.paykore.gateway.routing.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paykore.keys.Environment;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.cloud.gateway.handler.predicate.PredicateDefinition;
import org.springframework.util.unit.DataSize;

class ShadowingTests {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Path=/v1/** | Path=/v1/wallets/**",
        "Path=/v1/**,/v2/** | Path=/v2/wallets",
        "Path=/v1/** | Path=/v1/wallets,true",
        "Path=/v1/**,true | Path=/v1/wallets,false",
        "Method=GET,POST | Method=GET",
        "Host=a.example,b.example | Host=b.example",
      })
  void whatMatchesAsMuchHidesTheLaterRoute(String earlier, String later) {
    assertThat(Shadowing.hides(route(earlier), route(later))).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Path=/v1/** | Path=/v1x",
        "Path=/v1/wallets,true | Path=/v1/cards,true",
        "Path=/v1/wallets,false | Path=/v1/wallets",
        "Method=GET | Method=GET,POST",
        "Host=a.example | Host=a.example,b.example",
        "Method=GET,POST | Path=/v1/**",
      })
  void whatLeavesSomethingHidesNothing(String earlier, String later) {
    assertThat(Shadowing.hides(route(earlier), route(later))).isFalse();
  }

  private static RouteProperties route(String predicate) {
    return new RouteProperties(
        predicate,
        URI.create("http://localhost:1"),
        0,
        List.of(new PredicateDefinition(predicate)),
        List.of(),
        new RouteProperties.Metadata(Environment.SANDBOX, DataSize.ofMegabytes(10), null));
  }
}
