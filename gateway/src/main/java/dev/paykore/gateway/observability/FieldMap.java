package dev.paykore.gateway.observability;

import dev.paykore.gateway.observability.logging.FieldName;
import dev.paykore.gateway.observability.logging.Fields;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a line tells, for those who want it by its names.
 *
 * @param values in the order of the line
 */
record FieldMap(Map<String, Object> values) implements Fields {

  /** The fields of a line that is printable. */
  static Map<String, Object> of(AccessLine line) {
    FieldMap fields = new FieldMap(new LinkedHashMap<>());
    line.tell(fields);
    return fields.values;
  }

  @Override
  public void message(@Nullable String text) {
    // It has no name.
  }

  @Override
  public void add(FieldName name, @Nullable Object value) {
    values.put(name.toString(), value);
  }
}
