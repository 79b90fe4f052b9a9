package dev.paykore.gateway.authentication.lookup;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.validation.autoconfigure.ValidationAutoConfiguration;
import org.springframework.context.annotation.Configuration;

class LookUpPropertiesTests {

  private final ApplicationContextRunner runner =
      new ApplicationContextRunner()
          .withConfiguration(AutoConfigurations.of(ValidationAutoConfiguration.class))
          .withUserConfiguration(Bound.class);

  @Test
  void theDefaultsAreThese() {
    runner.run(
        context ->
            assertThat(context.getBean(LookUpProperties.class))
                .isEqualTo(
                    new LookUpProperties(
                        200_000,
                        100_000,
                        Duration.ofSeconds(10),
                        Duration.ofMillis(500),
                        16,
                        256,
                        300)));
  }

  @ParameterizedTest
  @CsvSource({
    "remembered-keys, 0",
    "absent-keys, 0",
    "absent-for, 0s",
    "absent-for, 6m",
    "postgres-timeout, 0s",
    "postgres-concurrency, 0",
    "postgres-waiting, -1",
    "unknown-keys-per-minute, -1"
  })
  void aValueOutOfBoundsIsRefusedByName(String name, String value) {
    runner
        .withPropertyValues("paykore.edge.authentication." + name + "=" + value)
        .run(
            context ->
                assertThat(context)
                    .getFailure()
                    .rootCause()
                    .hasMessageContaining("paykore.edge.authentication"));
  }

  @EnableConfigurationProperties(LookUpProperties.class)
  @Configuration(proxyBeanMethods = false)
  static class Bound {}
}
