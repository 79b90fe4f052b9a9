package dev.paykore.console.sql;

import io.r2dbc.spi.Parameter;
import io.r2dbc.spi.Parameters;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Short ways to read columns and to bind values. */
public final class Columns {

  private Columns() {}

  /** A column that is never null. */
  public static String text(Readable row, String column) {
    return Objects.requireNonNull(row.get(column, String.class), column);
  }

  /** A column that may be null. */
  public static @Nullable String textOrNull(Readable row, String column) {
    return row.get(column, String.class);
  }

  /** A column that is never null. */
  public static long number(Readable row, String column) {
    return Objects.requireNonNull(row.get(column, Long.class), column);
  }

  /** A column that is never null. */
  public static boolean flag(Readable row, String column) {
    return Objects.requireNonNull(row.get(column, Boolean.class), column);
  }

  /** A column that is never null. */
  public static Instant instant(Readable row, String column) {
    return Objects.requireNonNull(row.get(column, Instant.class), column);
  }

  /** A column that may be null. */
  public static @Nullable Instant instantOrNull(Readable row, String column) {
    return row.get(column, Instant.class);
  }

  /** A value to bind that may be null. */
  public static <T> Parameter nullable(@Nullable T value, Class<T> type) {
    return value == null ? Parameters.in(type) : Parameters.in(value);
  }
}
