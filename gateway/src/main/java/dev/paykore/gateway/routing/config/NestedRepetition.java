package dev.paykore.gateway.routing.config;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds patterns that a client's value can keep an event loop busy with for as good as ever, such
 * as {@code (a+)+$}: a group is repeated without bound that repeats something itself, or has
 * alternatives, so that there are more ways to match a value than can be tried.
 *
 * <p>It looks at the text alone and refuses too much rather than too little: {@code (-[a-z]+)*} is
 * harmless. What never gives back what it has taken is left out, so {@code (-[a-z]++)*+} says the
 * same and passes; alternatives of one character go into a class.
 */
final class NestedRepetition {

  /** What is quoted or a class of characters, a part of a group, or a quantifier. */
  private static final Pattern TOKEN =
      Pattern.compile(
          """
          \\\\Q.*?(?:\\\\E|$)
          |\\\\.
          |\\[\\^?\\]?(?:\\\\.|[^\\]\\\\])*+\\]
          |(?<begin>\\(\\??)
          |(?<choice>\\|)
          |(?<end>\\))
          |(?<quantifier>[*+?]|\\{\\d+(?:,\\d*)?\\})(?<manner>[+?]?)
          """,
          Pattern.COMMENTS | Pattern.DOTALL);

  private final Matcher token;
  private final Deque<Boolean> outer = new ArrayDeque<>();

  /** Whether what was read of the group, at last the whole pattern, can match in several ways. */
  private boolean varies;

  private int endOfGroup = -1;
  private boolean groupVaries;

  private NestedRepetition(String pattern) {
    this.token = TOKEN.matcher(pattern);
  }

  static boolean isIn(String pattern) {
    return new NestedRepetition(pattern).isFound();
  }

  private boolean isFound() {
    while (token.find()) {
      if (token.group("begin") != null) {
        begin();
      } else if (token.group("end") != null) {
        end();
      } else if (token.group("choice") != null) {
        varies = true;
      } else if (repeats() && repeatsAGroupThatVaries()) {
        return true;
      }
    }
    return false;
  }

  private void begin() {
    outer.push(varies);
    varies = false;
  }

  private void end() {
    endOfGroup = token.end();
    groupVaries = varies;
    varies |= !outer.isEmpty() && outer.pop();
  }

  /** Whether it is a quantifier that gives back what it has taken. */
  private boolean repeats() {
    String quantifier = token.group("quantifier");
    boolean repeats =
        quantifier != null
            && !"+".equals(token.group("manner"))
            && ("*+".contains(quantifier) || quantifier.contains(","));
    varies |= repeats;
    return repeats;
  }

  private boolean repeatsAGroupThatVaries() {
    String quantifier = token.group("quantifier");
    boolean unbounded = quantifier.length() == 1 || quantifier.endsWith(",}");
    return unbounded && groupVaries && token.start() == endOfGroup;
  }
}
