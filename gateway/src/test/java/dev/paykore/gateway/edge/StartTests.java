package dev.paykore.gateway.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.paykore.gateway.stores.Stores;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** A configuration that cannot serve ends the start with a sentence, not with a stack trace. */
@ExtendWith(OutputCaptureExtension.class)
class StartTests {

  private static final String ROUTE =
      """
      paykore:
        edge:
          routes:
            - id: wallets
              uri: http://localhost:1
              predicates: [ "Path=/**" ]
              metadata: { environment: sandbox }
      """;

  private static Stores stores;

  @BeforeAll
  static void start() {
    stores = Stores.start();
  }

  @AfterAll
  static void stop() {
    stores.close();
  }

  @Test
  void aRouteWithoutAnEnvironment(CapturedOutput output) {
    refuses(ROUTE.replace("environment: sandbox", ""));
    assertThat(output)
        .contains("The edge did not start: The configuration is not right:")
        .contains("application.yml:4:13: paykore.edge.routes[0].metadata.environment: ")
        .contains("missing (expected: sandbox or live), in route 'wallets'")
        .doesNotContain("\tat ");
  }

  @Test
  void aSandboxAndALiveRouteWithOneDownstream(CapturedOutput output) {
    refuses(
        ROUTE
            + """
                - id: wallets-live
                  uri: http://localhost:1
                  predicates: [ "Path=/**" ]
                  metadata: { environment: live }
            """
                .indent(2));
    assertThat(output).contains("'wallets'", "'wallets-live'", "http://localhost:1");
  }

  @Test
  void aPredicateThatDoesNotExist(CapturedOutput output) {
    refuses(ROUTE.replace("Path=/**", "Pth=/**"));
    assertThat(output)
        .contains("application.yml:6:")
        .contains("paykore.edge.routes[0].predicates[0]: 'Pth' (expected: a predicate that exists;")
        .contains("did you mean Path?), in route 'wallets'")
        .doesNotContain("\tat ");
  }

  @Test
  void anUnknownPropertyOfARoute(CapturedOutput output) {
    refuses(ROUTE.replace("environment: sandbox", "environment: sandbox, max-bodi: 1MB"));
    assertThat(output)
        .contains(
            "application.yml:7:", ": paykore.edge.routes[0].metadata.max-bodi: '1MB' is unknown")
        .contains("(expected: a property that docs/configuration.md lists; did you mean")
        .contains("metadata.max-body?)");
  }

  @Test
  void anUnknownBound(CapturedOutput output) {
    refuses(ROUTE + "    downstream:\n      conect-timeout: 1s\n");
    assertThat(output)
        .contains(
            "paykore.edge.downstream.conect-timeout",
            "application.yml:9:",
            "did you mean connect-timeout?");
  }

  @Test
  void anUnknownGroupOfProperties(CapturedOutput output) {
    refuses(ROUTE + "    request-per-minute:\n      starter: 1\n");
    assertThat(output)
        .contains("paykore.edge.request-per-minute.starter", "application.yml:9:")
        .contains("did you mean requests-per-minute?");
  }

  @Test
  void aNegativeLimit(CapturedOutput output) {
    refuses(ROUTE + "    requests-per-minute:\n      starter: -5\n");
    assertThat(output)
        .contains("application.yml:9:", "paykore.edge.requests-per-minute.starter: '-5'")
        .contains("(expected: greater than or equal to 1)");
  }

  @Test
  void aDurationThatIsNone(CapturedOutput output) {
    refuses(ROUTE + "    downstream:\n      connect-timeout: soon\n");
    assertThat(output)
        .contains("application.yml:9:", "paykore.edge.downstream.connect-timeout: 'soon'")
        .contains("(expected: a duration, such as 500ms, 10s or 5m)");
  }

  @Test
  void aTrustedProxyThatIsNoRangeOfAddresses(CapturedOutput output) {
    refuses(ROUTE + "    server:\n      trusted-proxies: [ 10.0.0.0/8, proxy.internal ]\n");
    assertThat(output)
        .contains("paykore.edge.server.trusted-proxies[1]", "application.yml:9:")
        .contains("'proxy.internal' (expected: a range of IPv4 or IPv6 addresses such as")
        .doesNotContain("\tat ");
  }

  @Test
  void routesInTheFrameworksOwnPlace(CapturedOutput output) {
    refuses(
        ROUTE
            + """
            spring.cloud.gateway.server.webflux.routes:
              - id: unchecked
                uri: http://localhost:2
                predicates: [ "Path=/**" ]
            """);
    assertThat(output).contains("routes stand under paykore.edge.routes");
  }

  private static void refuses(String yaml) {
    assertThatThrownBy(
        () -> {
          try (EdgeOnRoute edge = EdgeOnRoute.with(yaml, stores)) {
            edge.edge();
          }
        });
  }
}
