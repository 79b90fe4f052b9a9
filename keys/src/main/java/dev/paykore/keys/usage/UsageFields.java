package dev.paykore.keys.usage;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a hash of counts: {@code secret:unit:kind}, where the unit is the second or the
 * minute of the hour or the hour of the day, and {@code id} for the hash itself.
 */
final class UsageFields {

  static final String ALLOWED = "a";
  static final String LIMITED = "l";
  static final String ERRORS = "e";
  static final String ID = "id";

  private static final long HOUR = 3_600;
  private static final long DAY = 24 * HOUR;
  private static final Pattern FIELD = Pattern.compile("([^:]+):([0-9]{1,4}):([ale])");
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,18}");

  private UsageFields() {}

  /**
   * The counts in a hash, by time; a field that is not one of ours is passed over.
   *
   * @param start where the first unit begins; all lie within an hour of it, hours within a day
   * @param unitSeconds how long a unit is
   */
  static List<UsageCount> decode(Map<String, String> hash, long start, long unitSeconds) {
    long roundSeconds = unitSeconds < HOUR ? HOUR : DAY;
    List<UsageCount> counts = new ArrayList<>();
    hash.forEach(
        (field, value) -> {
          Matcher parts = FIELD.matcher(field);
          if (parts.matches() && NUMBER.matcher(value).matches()) {
            long into = Long.parseLong(parts.group(2)) * unitSeconds;
            long second = start + Math.floorMod(into - start, roundSeconds);
            if (into < roundSeconds) {
              counts.add(count(parts.group(1), second, parts.group(3), Long.parseLong(value)));
            }
          }
        });
    return merge(counts);
  }

  /** One for each secret and second that there are counts of, by time. */
  static List<UsageCount> merge(List<UsageCount> counts) {
    Map<String, UsageCount> merged = new LinkedHashMap<>();
    counts.forEach(
        count ->
            merged.merge(count.secretId() + ":" + count.epochSecond(), count, UsageFields::sum));
    List<UsageCount> sorted = new ArrayList<>(merged.values());
    sorted.sort(Comparator.comparingLong(UsageCount::epochSecond));
    return sorted;
  }

  /** A field that holds a number; empty if it is not there or holds something else. */
  static Optional<Long> number(@Nullable String value) {
    return value != null && NUMBER.matcher(value).matches()
        ? Optional.of(Long.parseLong(value))
        : Optional.empty();
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
