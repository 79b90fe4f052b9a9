package dev.paykore.gateway.routing.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NestedRepetitionTests {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "(a+)+$",
        "(a*)*",
        "(a+)*b",
        "(a|aa)+$",
        "(a|a)*$",
        "(.*,)*x",
        "([a-z]+)*\\d",
        "(?:a+)+",
        "(?<name>a+)+",
        "((a+))+",
        "((a+)b?)+",
        "(x(a+)?)*",
        "(a{1,})+",
        "(a{1,3})+",
        "(a+){2,}",
        "(a+)+?",
        "(\\(a+)+",
        "([)]a+)+",
        "(\\Q)\\Ea+)+",
        "/v1/{id:(a+)+}/**"
      })
  void aGroupThatVariesAndIsRepeatedWithoutBoundIsFound(String pattern) {
    assertThat(NestedRepetition.isIn(pattern)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/v1/wallets/**",
        "/v1/{id}/{rest:.*}",
        "**.api.paykore.dev",
        "[a-z]+",
        "\\d+\\.\\d+",
        "(a+)",
        "(a+)?",
        "(a|b)",
        "(a|b)?c+",
        "(ab)+",
        "(ab{3})+",
        "(a++)*",
        "(-[a-z]++)*+",
        "(\\d+\\.){3}\\d+",
        "(a+)b+",
        "([+*]a)+",
        "(\\+a)+",
        "(\\Qa+|\\Eb)+",
        "\\(a+\\)+",
        "/v1/(?<rest>.*)",
        "2025-01-01T00:00:00+01:00[Africa/Lagos]"
      })
  void whatIsMatchedInTimeIsNot(String pattern) {
    assertThat(NestedRepetition.isIn(pattern)).isFalse();
  }

  /** Whatever it passes of the simple kinds is matched against a long value at once. */
  @Property(tries = 300)
  void aPatternOfOneGroupThatPassesTakesNoTime(@ForAll("ofOneGroup") String pattern) {
    if (!NestedRepetition.isIn(pattern)) {
      long start = System.nanoTime();
      assertThat(Pattern.compile(pattern).matcher("a".repeat(200) + "!").matches()).isFalse();
      assertThat(System.nanoTime() - start).as(pattern).isLessThan(5_000_000_000L);
    }
  }

  @Provide
  Arbitrary<String> ofOneGroup() {
    Arbitrary<String> inner =
        Arbitraries.of("a", "a+", "a*", "a?", "a{2}", "a{1,2}", "a++", "a|aa");
    Arbitrary<String> manner = Arbitraries.of("", "+", "*", "?", "{3}", "{2,}", "*+", "++");
    return Combinators.combine(inner, manner).as((repeated, how) -> "(" + repeated + ")" + how);
  }
}
