package dev.paykore.gateway.guard;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Takes keys out of a query. A key there is never read, and goes no further: downstreams log their
 * targets, and so do the proxies between.
 */
final class QueryKeys {

  private static final String PREFIX = "[sp]k_(?:live|test)_";

  /** A parameter that is a key or begins like one, and a whole key anywhere in a parameter. */
  private static final Predicate<String> KEY =
      Pattern.compile("(?i)(?:^|=)\\s*" + PREFIX + "|" + PREFIX + "[0-9a-f]{64}").asPredicate();

  private QueryKeys() {}

  /** The target in origin form without the parameters of its query that hold a key. */
  static String removedFrom(String target) {
    int mark = target.indexOf('?');
    if (mark < 0 || !holdsKey(target.substring(mark + 1))) {
      return target;
    }
    String[] parameters = target.substring(mark + 1).split("&", -1);
    String rest =
        Arrays.stream(parameters)
            .filter(parameter -> !holdsKey(parameter))
            .collect(Collectors.joining("&"));
    return rest.isEmpty() ? target.substring(0, mark) : target.substring(0, mark + 1) + rest;
  }

  private static boolean holdsKey(String text) {
    return mayHoldUnderscore(text) && holdsKeyWhenDecoded(text);
  }

  /** Each key has one, and most queries have none, neither as it is nor escaped. */
  private static boolean mayHoldUnderscore(String text) {
    return text.indexOf('_') >= 0 || text.indexOf('%') >= 0;
  }

  private static boolean holdsKeyWhenDecoded(String text) {
    String decoded = new String(UriText.decode(text), StandardCharsets.ISO_8859_1);
    return Arrays.stream(decoded.split("&", -1)).anyMatch(KEY);
  }
}
