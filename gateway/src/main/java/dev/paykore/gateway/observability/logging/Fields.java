package dev.paykore.gateway.observability.logging;

import org.jspecify.annotations.Nullable;

/** Takes what an event has to tell, in the order of its line. */
public interface Fields {

  /** The sentence of the event. It comes first, and once. */
  void message(@Nullable String text);

  /** One value; no two names share what stands before their dots. */
  void add(FieldName name, @Nullable Object value);
}
