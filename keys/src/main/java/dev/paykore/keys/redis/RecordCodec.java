package dev.paykore.keys.redis;

import dev.paykore.keys.ApiKeyHash;
import dev.paykore.keys.ApiKeyRecord;
import dev.paykore.keys.Environment;
import dev.paykore.keys.Tier;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The form of a record in Redis: eleven fields separated by single spaces, {@code -} for none. The
 * version stands first so that the script that writes can compare it without reading the rest.
 */
final class RecordCodec {

  private static final int FIELDS = 11;
  private static final String NONE = "-";

  private RecordCodec() {}

  static String encode(ApiKeyRecord record) {
    return String.join(
        " ",
        Long.toString(record.version()),
        record.hash().hex(),
        record.keyId(),
        record.secretId(),
        record.partnerId(),
        record.environment().wireName(),
        record.tier().wireName(),
        orNone(record.requestsPerMinute()),
        orNone(record.expiresOn()),
        orNone(record.retiresAt()),
        record.status().name().toLowerCase(Locale.ROOT));
  }

  /** The record, or nothing if the text is not one or speaks of another hash. */
  static Optional<ApiKeyRecord> decode(String text, ApiKeyHash expected) {
    String[] fields = text.split(" ", -1);
    if (fields.length != FIELDS || !fields[1].equals(expected.hex())) {
      return Optional.empty();
    }
    try {
      return Optional.of(decode(fields, expected));
    } catch (IllegalArgumentException | DateTimeException unreadable) {
      return Optional.empty();
    }
  }

  private static ApiKeyRecord decode(String[] fields, ApiKeyHash hash) {
    return new ApiKeyRecord(
        hash,
        Long.parseLong(fields[0]),
        fields[2],
        fields[3],
        fields[4],
        Environment.ofWireName(fields[5]),
        Tier.ofWireName(fields[6]),
        orNull(fields[7], Integer::valueOf),
        orNull(fields[8], LocalDate::parse),
        orNull(fields[9], Instant::parse),
        ApiKeyRecord.Status.valueOf(fields[10].toUpperCase(Locale.ROOT)));
  }

  private static String orNone(@Nullable Object value) {
    return value == null ? NONE : value.toString();
  }

  private static <T> @Nullable T orNull(String field, Function<String, T> read) {
    return field.equals(NONE) ? null : read.apply(field);
  }
}
