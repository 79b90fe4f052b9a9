package dev.paykore.gateway.routing.config;

import java.util.List;
import java.util.regex.Pattern;

/**
 * The segments of a path's pattern, or the labels of a host's.
 *
 * @param parts between the separators
 * @param rest a part that stands for any number of them, even none
 * @param mayBeEmpty whether a part of what is matched may have nothing in it: {@code /v1/*} matches
 *     {@code /v1/}, which {@code /v1/{id}} does not
 */
record PatternParts(List<String> parts, Pattern rest, boolean mayBeEmpty) {

  private static final Pattern NO_REST = Pattern.compile("(?!)");
  private static final Pattern REST_OF_PATH = Pattern.compile("\\*\\*|\\{\\*[^{}]*}");
  private static final Pattern REST_OF_HOST = Pattern.compile("\\*\\*");

  /** Takes any part that is not empty. */
  private static final Pattern VARIABLE = Pattern.compile("\\{[^{}:*]+}");

  /** Never takes an empty part: words, or one variable whatever its pattern. */
  private static final Pattern SOMETHING = Pattern.compile("[^*?{}]+|\\{[^{}*][^{}]*}");

  private static final String ANY = "*";

  static PatternParts ofWord(String word) {
    return new PatternParts(List.of(word), NO_REST, /* mayBeEmpty= */ false);
  }

  static PatternParts ofPath(String pattern) {
    return new PatternParts(split(pattern, "/"), REST_OF_PATH, /* mayBeEmpty= */ true);
  }

  static PatternParts ofHost(String pattern) {
    return new PatternParts(split(pattern, "."), REST_OF_HOST, /* mayBeEmpty= */ false);
  }

  /** Whether what has the other parts has these. */
  boolean cover(PatternParts narrow) {
    return narrow.areWhole() && coverFrom(0, narrow, 0);
  }

  private boolean coverFrom(int mine, PatternParts narrow, int theirs) {
    boolean noneLeft = theirs == narrow.parts.size();
    if (mine == parts.size()) {
      return noneLeft;
    }
    if (isRest(mine)) {
      return coverFrom(mine + 1, narrow, theirs)
          || (!noneLeft && coverFrom(mine, narrow, theirs + 1));
    }
    return !noneLeft
        && !narrow.isRest(theirs)
        && coversPart(mine, narrow, theirs)
        && coverFrom(mine + 1, narrow, theirs + 1);
  }

  private boolean coversPart(int mine, PatternParts narrow, int theirs) {
    String wide = parts.get(mine);
    boolean isSame = wide.equals(narrow.parts.get(theirs));
    boolean takesMore = wide.equals(ANY) || VARIABLE.matcher(wide).matches();
    return takesEmpty(mine)
        || (isSame && isLast(mine) == narrow.isLast(theirs))
        || ((isSame || takesMore) && narrow.isSomething(theirs));
  }

  private boolean takesEmpty(int index) {
    return mayBeEmpty && isLast(index) && parts.get(index).equals(ANY);
  }

  private boolean isRest(int index) {
    return rest.matcher(parts.get(index)).matches();
  }

  private boolean isLast(int index) {
    return index == parts.size() - 1;
  }

  private boolean isSomething(int index) {
    String part = parts.get(index);
    return mayBeEmpty
        ? SOMETHING.matcher(part).matches() || (part.equals(ANY) && !isLast(index))
        : !part.isEmpty();
  }

  /** Not so if a variable's pattern has a separator in it. */
  private boolean areWhole() {
    return parts.stream().allMatch(part -> count(part, '{') == count(part, '}'));
  }

  private static long count(String part, char character) {
    return part.chars().filter(each -> each == character).count();
  }

  private static List<String> split(String pattern, String separator) {
    return List.of(pattern.split(Pattern.quote(separator), -1));
  }
}
