package dev.paykore.gateway.routing.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CostlyPatternTests {

  @ParameterizedTest
  @ValueSource(
      strings = {
        ".*.*x",
        ".*.*.*x",
        "a*a*b",
        "\\d+\\d+",
        "[a-z]*[a-f]*;",
        "/v1/.*.*.*x",
        ".*foo.*bar",
        "(.*),(.*),(.*);",
        "\\s*,?\\s*x",
        "(a+)+$",
        "/v1/{id:.*.*x}/**",
        "/v1/{year:\\d{4}}/{id:\\d*\\d*x}"
      })
  void workThatGrowsFasterThanTheValueIsFound(String pattern) {
    assertThat(CostlyPattern.isIn(pattern, false)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.*b", "[a-z]+x", "\\s+$"})
  void searchingFromEachCharacterIsWorkToo(String pattern) {
    assertThat(CostlyPattern.isIn(pattern, true)).isTrue();
    assertThat(CostlyPattern.isIn(pattern, false)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/v1/wallets/**",
        "/v1/*/pockets/*",
        "/v1/{id}/{rest:.*}",
        "/v1/{id:[a-z]+}/{rest:\\d{2,}}",
        "**.api.paykore.dev",
        "sandbox|live",
        "^/red/?(?<segment>.*)",
        "/api/(?<rest>.*)",
        "/$\\{segment}",
        "Mozilla/5.0 .*",
        "(?>.*?Chrome)(?>.*?Mobile).*",
        "[a-z]++-\\d++",
        "2025-01-01T00:00:00+01:00[Africa/Lagos]",
        "(?:sandbox|live|staging|test|demo|canary|blue|green)-[a-z0-9]+"
      })
  void workThatGrowsWithTheValueIsNot(String pattern) {
    assertThat(CostlyPattern.isIn(pattern, false)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/api/(?<rest>.*)", "^/red/?(?<segment>.*)", "/v1/(?<id>[^/]++)/x", "-+"})
  void commonRewritesAreNot(String pattern) {
    assertThat(CostlyPattern.isIn(pattern, true)).isFalse();
  }
}
