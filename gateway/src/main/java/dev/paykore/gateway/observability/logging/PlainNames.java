package dev.paykore.gateway.observability.logging;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.KeyValuePair;

/**
 * Whether the names of an event's key-values are plain: no two share an object, none begins with
 * what stands before another's dot. Those that were last found plain are known again: nearly all
 * events have the same ones.
 */
final class PlainNames {

  private volatile String[] known = {};

  boolean are(@Nullable List<KeyValuePair> pairs) {
    if (pairs == null || areKnown(pairs)) {
      return true;
    }
    String[] names = pairs.stream().map(pair -> pair.key).toArray(String[]::new);
    boolean plain = Arrays.stream(names).allMatch(name -> isAlone(name, names));
    if (plain) {
      known = names;
    }
    return plain;
  }

  private boolean areKnown(List<KeyValuePair> pairs) {
    String[] names = known;
    if (names.length != pairs.size()) {
      return false;
    }
    for (int i = 0; i < names.length; i++) {
      if (!names[i].equals(pairs.get(i).key)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isAlone(String name, String[] names) {
    int dot = name.indexOf('.');
    return dot < 0 || Arrays.stream(names).filter(other -> isIn(name, dot, other)).count() == 1;
  }

  /** Whether the other name begins as this one does before its dot. */
  private static boolean isIn(String name, int dot, String other) {
    return other.regionMatches(0, name, 0, dot)
        && (other.length() == dot || other.charAt(dot) == '.');
  }
}
