package dev.paykore.gateway;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

class KnownGroupsTests {

  @Test
  void everyGroupOfTheEdgeIsKnownHoweverItIsWritten() {
    assertThatCode(() -> check("paykore.edge.requests-per-minute.starter"))
        .doesNotThrowAnyException();
    assertThatCode(() -> check("paykore.edge.requestsPerMinute.starter"))
        .doesNotThrowAnyException();
    assertThatCode(() -> check("paykore.edge.routes[0].id")).doesNotThrowAnyException();
  }

  @Test
  void aMisspeltGroupIsNamed() {
    assertThatThrownBy(() -> check("paykore.edge.route[0].id"))
        .hasStackTraceContaining("paykore.edge.route[0].id");
  }

  @Test
  void aVariableThatOnlyLooksLikeAPropertyIsNone() {
    PropertySource<?> variables =
        new SystemEnvironmentPropertySource(
            "systemEnvironment",
            Map.of("PAYKORE_EDGE", "http://localhost:8080", "PAYKORE_EDGE_PORT", "8080"));
    assertThatCode(() -> check(variables)).doesNotThrowAnyException();
  }

  private static void check(String property) {
    check(new MapPropertySource("file", Map.of(property, "1")));
  }

  private static void check(PropertySource<?> source) {
    StandardEnvironment environment = new StandardEnvironment();
    environment.getPropertySources().addFirst(source);
    ConfigurationPropertySources.attach(environment);
    KnownGroups.check(environment);
  }
}
