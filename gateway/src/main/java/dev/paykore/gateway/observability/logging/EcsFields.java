package dev.paykore.gateway.observability.logging;

import dev.paykore.keys.LogMask;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Writes what an event tells into its line. Every text is masked.
 *
 * @param line that has been begun
 */
record EcsFields(LineBytes line) implements Fields {

  private static final byte[] NULL = "null".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] TRUE = "true".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] FALSE = "false".getBytes(StandardCharsets.US_ASCII);

  @Override
  public void message(@Nullable String text) {
    write(text);
  }

  @Override
  public void add(FieldName name, @Nullable Object value) {
    name.writeBefore(line);
    write(value);
    name.writeAfter(line);
  }

  /** The value as JSON. */
  void write(@Nullable Object value) {
    switch (value) {
      case Integer number -> line.addNumber(number);
      case Long number -> line.addNumber(number);
      case Boolean truth -> line.add(truth ? TRUE : FALSE);
      case null -> line.add(NULL);
      default -> writeText(LogMask.mask(value.toString()));
    }
  }

  private void writeText(@Nullable String masked) {
    if (masked == null) {
      line.add(NULL);
    } else {
      line.addText(masked);
    }
  }
}
