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
        "Path=/v1/* | Path=/v1/wallets",
        "Path=/v1/{id} | Path=/v1/wallets",
        "Path=/v1/{id} | Path=/v1/{wallet}",
        "Path=/v1/{id} | Path=/v1/{wallet:[a-z]*}",
        "Path=/v1/* | Path=/v1/{id}",
        "Path=/v1/* | Path=/v1/a*,/v1/b?",
        "Path=/v1/{id}/cards | Path=/v1/*/cards",
        "Path=/v1/{id}/** | Path=/v1/*/cards/{card}",
        "Path=/v1/{*rest} | Path=/v1",
        "Path=/v1/{*rest} | Path=/v1/wallets/**",
        "Path=/**/cards | Path=/v1/*/cards",
        "Path=/v1/{id:[0-9]+} | Path=/v1/12",
        "Path=/v1/w* | Path=/v1/wallets",
        "Host=a.example,b.example | Host=b.example",
        "Host=*.example | Host=api.example",
        "Host=*.example | Host={name}.example",
        "Host={name}.example | Host=*.example",
        "Host=**.example | Host=api.example,example,a.b.example",
        "Host=**.example | Host=*.b.example",
        "Host=** | Host=*.example:8080",
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
        "Path=/v1/* | Path=/v1/wallets/cards",
        "Path=/v1/* | Path=/v1/**",
        "Path=/*/cards | Path=/{a}{b}/cards",
        "Path=/v1/* | Path=/v1",
        "Path=/v1/{id} | Path=/v1/*",
        "Path=/v1/{id} | Path=/v1/{*rest}",
        "Path=/v1/{id:[0-9]+} | Path=/v1/wallets",
        "Path=/v1/{id:[0-9]+} | Path=/v1/{id}",
        "Path=/v1/{id:[0-9]+} | Path=/v1/{id:[0-9]}",
        "Path=/v1/*/** | Path=/v1/**",
        "Path=/v1/{id | Path=/v1/{x",
        "Path=/v1/{id:[} | Path=/v1/x",
        "Path=/V1/* | Path=/v1/x",
        "Host=*.example | Host=a.b.example",
        "Host=*.example | Host=api.example:8080",
        "Host=*.example | Host=**.example",
        "Host=*.example | Path=/v1/**",
        "Host={name:[a-c]+}.example | Host={name}.example",
        "Host={name:[}.example | Host=a.example",
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
