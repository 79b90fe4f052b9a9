package dev.paykore.console.logging;

import dev.paykore.keys.LogMask;
import org.springframework.boot.json.JsonWriter.Members;
import org.springframework.boot.json.JsonWriter.ValueProcessor;
import org.springframework.boot.logging.structured.StructuredLoggingJsonMembersCustomizer;

/**
 * Masks keys and the values of {@code Authorization} in every structured line that the process
 * logs, whoever wrote it and at whichever level. Logging finds it in {@code spring.factories}: it
 * is there before the first bean.
 */
final class MaskedLogValues implements StructuredLoggingJsonMembersCustomizer<Object> {

  @Override
  public void customize(Members<Object> members) {
    members.applyingValueProcessor(ValueProcessor.of(String.class, LogMask::mask));
  }
}
