package dev.paykore.gateway.routing.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.http.server.PathContainer;
import org.springframework.util.AntPathMatcher;
import org.springframework.web.util.pattern.PathPatternParser;

/** What is called covered is so for Spring's own matchers, whatever is asked for. */
class PatternKindTests {

  private static final List<String> PARTS = List.of("a", "*", "**", "{x}", "{y}{z}", "{x:a*}", "");

  private static final List<String> TEXTS = List.of("", "a", "b", "ab", ";p", "a;p", "%61", "c-d");

  @Test
  void noPathIsTakenFromARouteThatIsCalledCovered() {
    PathPatternParser parser = new PathPatternParser();
    isCertain(
        PatternKind.PATH,
        joined("/", PARTS, "/{*rest}"),
        joined("/", TEXTS, "/c").toList(),
        (pattern, path) -> parser.parse(pattern).matches(PathContainer.parsePath(path)));
  }

  @Test
  void noHostIsTakenFromARouteThatIsCalledCovered() {
    isCertain(
        PatternKind.HOST,
        joined(".", PARTS, ".c").map(host -> host.substring(1)),
        joined(".", List.of("a", "b", "ab", "c-d", "c:80"), ".c")
            .map(host -> host.substring(1))
            .toList(),
        new AntPathMatcher(".")::match);
  }

  private static void isCertain(
      PatternKind kind,
      Stream<String> candidates,
      List<String> texts,
      BiPredicate<String, String> matcher) {
    Map<String, BitSet> taken = new LinkedHashMap<>();
    candidates
        .filter(pattern -> isPattern(matcher, pattern))
        .forEach(pattern -> taken.put(pattern, taken(pattern, texts, matcher)));
    taken.forEach(
        (wide, byWide) ->
            assertThat(taken.keySet())
                .as("what is left to a route behind %s", wide)
                .noneMatch(
                    narrow ->
                        kind.covers(wide, narrow) && !minus(taken.get(narrow), byWide).isEmpty()));
  }

  /** The numbers of the texts that a pattern matches. */
  private static BitSet taken(
      String pattern, List<String> texts, BiPredicate<String, String> matcher) {
    BitSet taken = new BitSet();
    IntStream.range(0, texts.size())
        .filter(i -> matcher.test(pattern, texts.get(i)))
        .forEach(taken::set);
    return taken;
  }

  private static BitSet minus(BitSet all, BitSet less) {
    BitSet rest = (BitSet) all.clone();
    rest.andNot(less);
    return rest;
  }

  /** One to three parts, and some with an end of their own. */
  private static Stream<String> joined(String separator, List<String> parts, String end) {
    List<String> one = parts.stream().map(part -> separator + part).toList();
    List<String> two = one.stream().flatMap(a -> one.stream().map(b -> a + b)).toList();
    List<String> three = two.stream().flatMap(a -> one.stream().map(b -> a + b)).toList();
    return Stream.of(one.stream(), two.stream(), three.stream(), one.stream().map(a -> a + end))
        .flatMap(each -> each);
  }

  private static boolean isPattern(BiPredicate<String, String> matcher, String pattern) {
    try {
      var _ = matcher.test(pattern, "/");
      return true;
    } catch (RuntimeException e) {
      return false;
    }
  }
}
