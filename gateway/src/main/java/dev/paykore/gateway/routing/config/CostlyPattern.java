package dev.paykore.gateway.routing.config;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;

/**
 * Finds patterns whose work grows faster than the value that a client sends, such as {@code .*.*x},
 * by having them decide long values: each is of what the pattern itself speaks of, over and over,
 * and the looks at its characters are counted. What is not found by its own words is passed; {@link
 * NestedRepetition} finds the worst by their form.
 */
final class CostlyPattern {

  /** About what a request line or a header may have. */
  static final int VALUE_LENGTH = 4_096;

  /** At each character of a value. */
  static final int MOST_LOOKS = 100;

  private static final Pattern UNBOUNDED = Pattern.compile("[*+]|,}");

  /** A variable of a path may have a pattern of its own. */
  private static final Pattern VARIABLE = Pattern.compile("\\{\\w+:((?:[^{}]|\\{[\\d,]*})++)}");

  private static final Pattern LITERAL = Pattern.compile("[^\\\\.\\[\\](){}*+?|^$]++");

  private static final List<String> ALWAYS = List.of("a", "A", "0", " ", "/", "a/", "0.", "a,");

  /** An end that hardly a pattern expects, so that all other ways to match are tried. */
  private static final List<String> ENDS = List.of("", "\u00ff");

  private final Pattern pattern;
  private final boolean anywhere;

  private CostlyPattern(Pattern pattern, boolean anywhere) {
    this.pattern = pattern;
    this.anywhere = anywhere;
  }

  /**
   * Whether there is one in an argument of a predicate or filter.
   *
   * @param anywhere whether it is searched for in a value, as filters do; else it has to match all
   */
  static boolean isIn(String argument, boolean anywhere) {
    return UNBOUNDED.matcher(argument).find()
        && patterns(argument).anyMatch(each -> new CostlyPattern(each, anywhere).isCostly());
  }

  private static Stream<Pattern> patterns(String argument) {
    try {
      return Stream.of(Pattern.compile(argument));
    } catch (PatternSyntaxException e) {
      return VARIABLE.matcher(argument).results().map(part -> Pattern.compile(part.group(1)));
    }
  }

  private boolean isCostly() {
    List<String> literals =
        LITERAL.matcher(pattern.pattern()).results().map(r -> r.group()).toList();
    List<String> words = words(literals).distinct().toList();
    return Stream.concat(Stream.of(""), literals.stream().limit(1))
        .anyMatch(begin -> words.stream().anyMatch(word -> isCostly(begin, word)));
  }

  private static Stream<String> words(List<String> literals) {
    Stream<String> characters =
        literals.stream().flatMapToInt(String::chars).distinct().mapToObj(Character::toString);
    return Stream.of(ALWAYS.stream(), literals.stream(), characters).flatMap(each -> each);
  }

  private boolean isCostly(String begin, String word) {
    String value = begin + word.repeat(VALUE_LENGTH / word.length());
    return ENDS.stream().anyMatch(end -> isCostly(value + end));
  }

  private boolean isCostly(String value) {
    try {
      decide(pattern.matcher(new CountedText(value, MOST_LOOKS * value.length())));
      return false;
    } catch (CountedText.TooManyLooksException | StackOverflowError e) {
      return true;
    }
  }

  private void decide(Matcher matcher) {
    if (anywhere) {
      while (matcher.find()) {
        // On to the next, as one who replaces all of them.
      }
    } else {
      var _ = matcher.matches();
    }
  }
}
