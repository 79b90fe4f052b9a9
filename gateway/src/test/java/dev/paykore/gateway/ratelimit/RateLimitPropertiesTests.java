package dev.paykore.gateway.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paykore.keys.Tier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.validation.autoconfigure.ValidationAutoConfiguration;
import org.springframework.context.annotation.Configuration;

class RateLimitPropertiesTests {

  private final ApplicationContextRunner context =
      new ApplicationContextRunner()
          .withConfiguration(AutoConfigurations.of(ValidationAutoConfiguration.class))
          .withUserConfiguration(Binding.class);

  @Configuration(proxyBeanMethods = false)
  @EnableConfigurationProperties(RateLimitProperties.class)
  static class Binding {}

  @Test
  void defaultsAreThoseOfThePublicDocumentation() {
    context.run(
        started ->
            assertThat(started.getBean(RateLimitProperties.class))
                .isEqualTo(new RateLimitProperties(300, 1000, 1000)));
  }

  @Test
  void eachTierCanBeSet() {
    context
        .withPropertyValues(
            "paykore.edge.requests-per-minute.starter=1",
            "paykore.edge.requests-per-minute.growth=2",
            "paykore.edge.requests-per-minute.scale=100000000")
        .run(
            started ->
                assertThat(started.getBean(RateLimitProperties.class))
                    .isEqualTo(new RateLimitProperties(1, 2, 100_000_000)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "starter=0",
        "growth=-5",
        "scale=100000001",
        "starter=many",
        "start=300",
        "gold=300"
      })
  void anythingElseKeepsTheEdgeFromStarting(String setting) {
    context
        .withPropertyValues("paykore.edge.requests-per-minute." + setting)
        .run(failed -> assertThat(failed).hasFailed());
  }

  @Test
  void aNumberOfItsOwnGoesBeforeThatOfTheTier() {
    RateLimitProperties tiers = new RateLimitProperties(1, 2, 3);
    assertThat(tiers.limitOf(Records.record(Tier.STARTER, null))).isEqualTo(1);
    assertThat(tiers.limitOf(Records.record(Tier.GROWTH, null))).isEqualTo(2);
    assertThat(tiers.limitOf(Records.record(Tier.SCALE, null))).isEqualTo(3);
    assertThat(tiers.limitOf(Records.record(Tier.SCALE, 1_000_000))).isEqualTo(1_000_000);
    assertThat(tiers.limitOf(Records.record(Tier.STARTER, 7))).isEqualTo(7);
  }
}
