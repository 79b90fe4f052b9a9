package dev.paykore.gateway.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

class GroupCheckTests {

  @Test
  void theGroupsThatThereArePass() {
    assertThat(check("paykore.edge.requestsPerMinute.starter", "1")).isEmpty();
    assertThat(check("paykore.edge.requests-per-minute.starter", "1")).isEmpty();
    assertThat(check("paykore.edge.routes[0].id", "1")).isEmpty();
    assertThat(check("paykore.edge.redis.timeout", "70ms")).isEmpty();
  }

  @Test
  void aMisspeltGroupIsNamedWithTheRightOne() {
    assertThat(check("paykore.edge.route[0].id", "1"))
        .singleElement()
        .extracting(Problem::message)
        .asString()
        .startsWith("'1' is unknown")
        .endsWith("; did you mean routes?)");
  }

  @Test
  void aMisspeltPropertyIsNamedWithTheRightOne() {
    assertThat(check("paykore.edge.redis.timout", "1s"))
        .singleElement()
        .extracting(Problem::message)
        .asString()
        .startsWith("'1s' is unknown")
        .endsWith("; did you mean timeout?)");
  }

  @Test
  void aValueOfTheWrongTypeSaysWhatWasExpected() {
    assertThat(check("paykore.edge.redis.timeout", "soon"))
        .singleElement()
        .extracting(Problem::message)
        .isEqualTo("'soon' (expected: a duration, such as 500ms, 10s or 5m)");
    assertThat(check("paykore.edge.server.max-header-size", "big"))
        .singleElement()
        .asString()
        .endsWith("'big' (expected: a size, such as 512KB or 10MB)");
    assertThat(check("paykore.edge.redis.failures-to-open", "many"))
        .singleElement()
        .asString()
        .endsWith("'many' (expected: a whole number)");
  }

  @Test
  void eachProblemOfEachGroupIsTold() {
    List<Problem> problems =
        check(
            new MapPropertySource(
                "file",
                Map.of(
                    "paykore.edge.requests-per-minute.starter", "-5",
                    "paykore.edge.requests-per-minute.growth", "0",
                    "paykore.edge.downstream.max-connections", "0")));

    assertThat(problems)
        .extracting(Problem::property)
        .containsExactlyInAnyOrder(
            "paykore.edge.requests-per-minute.starter",
            "paykore.edge.requests-per-minute.growth",
            "paykore.edge.downstream.max-connections");
  }

  @Test
  void aVariableThatOnlyLooksLikeAPropertyIsNone() {
    PropertySource<?> variables =
        new SystemEnvironmentPropertySource(
            "systemEnvironment",
            Map.of("PAYKORE_EDGE", "http://localhost:8080", "PAYKORE_EDGE_PORT", "8080"));

    assertThat(check(variables)).isEmpty();
  }

  private static List<Problem> check(String property, String value) {
    return check(new MapPropertySource("file", Map.of(property, value)));
  }

  private static List<Problem> check(PropertySource<?> source) {
    StandardEnvironment environment = new StandardEnvironment();
    environment.getPropertySources().addFirst(source);
    ConfigurationPropertySources.attach(environment);
    return GroupCheck.problems(environment);
  }
}
