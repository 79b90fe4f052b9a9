package dev.paykore.gateway.configuration;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** The right name that somebody who mistyped may have meant. */
public final class NearestName {

  /** Further away it is another word. */
  private static final int LARGEST_DISTANCE = 4;

  private static final LevenshteinDistance DISTANCE = LevenshteinDistance.getDefaultInstance();

  private NearestName() {}

  /** The nearest of the names, if any is near. */
  public static Optional<String> of(String name, Collection<String> names) {
    return names.stream()
        .min(
            Comparator.comparingInt((String right) -> distance(name, right))
                .thenComparing(String::compareTo))
        .filter(right -> distance(name, right) <= Math.min(LARGEST_DISTANCE, right.length() / 2));
  }

  /** The end of a sentence that says what was expected: the nearest name, or nothing. */
  public static String hint(String name, Collection<String> names) {
    return of(name, names).map("; did you mean %s?"::formatted).orElse("");
  }

  private static int distance(String name, String right) {
    return DISTANCE.apply(name.toLowerCase(Locale.ROOT), right.toLowerCase(Locale.ROOT));
  }
}
