package dev.paykore.keys.usage;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The fields of a hash of counts: {@code secret:unit:kind}, where the unit is the second of the
 * minute, the minute of the hour or the hour of the day, and {@code id} for the hash itself.
 */
final class UsageFields {

  static final String ALLOWED = "a";
  static final String LIMITED = "l";
  static final String ERRORS = "e";
  static final String ID = "id";

  private UsageFields() {}

  /**
   * The counts in a hash, by time; a field that is not one of ours is passed over.
   *
   * @param start where the first unit begins
   * @param unitSeconds how long a unit is
   */
  static List<UsageCount> decode(Map<String, String> hash, long start, long unitSeconds) {
    Map<String, UsageCount> counts = new LinkedHashMap<>();
    hash.forEach(
        (field, value) -> {
          String[] parts = field.split(":", -1);
          if (parts.length == 3) {
            long second = start + Long.parseLong(parts[1]) * unitSeconds;
            UsageCount count = count(parts[0], second, parts[2], Long.parseLong(value));
            counts.merge(parts[0] + ":" + second, count, UsageFields::sum);
          }
        });
    List<UsageCount> sorted = new ArrayList<>(counts.values());
    sorted.sort(Comparator.comparingLong(UsageCount::epochSecond));
    return sorted;
  }

  private static UsageCount count(String secretId, long second, String kind, long value) {
    return switch (kind) {
      case ALLOWED -> new UsageCount(secretId, second, value, 0, 0);
      case LIMITED -> new UsageCount(secretId, second, 0, value, 0);
      case ERRORS -> new UsageCount(secretId, second, 0, 0, value);
      default -> new UsageCount(secretId, second, 0, 0, 0);
    };
  }

  private static UsageCount sum(UsageCount one, UsageCount other) {
    return new UsageCount(
        one.secretId(),
        one.epochSecond(),
        one.allowed() + other.allowed(),
        one.limited() + other.limited(),
        one.errors() + other.errors());
  }
}
