package dev.paykore.keys.usage;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The fields of a hash of counts: {@code secret:unit:kind}, where the unit is the second of the
 * minute, the minute of the hour or the hour of the day, and {@code id} for the hash itself.
 */
final class UsageFields {

  static final String ALLOWED = "a";
  static final String LIMITED = "l";
  static final String ERRORS = "e";
  static final String ID = "id";

  private static final Pattern FIELD = Pattern.compile("([^:]+):([0-9]{1,2}):([ale])");
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,18}");

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
          Matcher parts = FIELD.matcher(field);
          if (parts.matches() && NUMBER.matcher(value).matches()) {
            long second = start + Long.parseLong(parts.group(2)) * unitSeconds;
            UsageCount count = count(parts.group(1), second, parts.group(3), Long.parseLong(value));
            counts.merge(count.secretId() + ":" + second, count, UsageFields::sum);
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
      default -> new UsageCount(secretId, second, 0, 0, value);
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
