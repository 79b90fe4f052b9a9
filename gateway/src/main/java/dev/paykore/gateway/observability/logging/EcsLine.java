package dev.paykore.gateway.observability.logging;

import ch.qos.logback.classic.spi.ILoggingEvent;
import dev.paykore.keys.LogMask;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.KeyValuePair;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The line, in the Elastic Common Schema, of an event that is no more than a message with
 * key-values. Every text of it is masked.
 *
 * @param pid of the process as JSON, or {@code null} if lines do not tell it
 * @param same what is the same in all lines: a field's name and its value as JSON
 */
record EcsLine(@Nullable String pid, List<Map.Entry<String, String>> same) {

  private static final JsonFactory JSON = new JsonFactory();
  private static final int USUAL_BYTES = 768;
  private static final List<String> OF_THE_EVENT =
      List.of("@timestamp", "log", "process", "message");

  /** A line with what is the same in all, such as the name of the service, taken from another. */
  static EcsLine like(byte[] other) {
    ObjectNode fields = (ObjectNode) JsonMapper.shared().readTree(other);
    JsonNode pid = fields.path("process").get("pid");
    fields.remove(OF_THE_EVENT);
    return new EcsLine(
        pid == null ? null : pid.toString(),
        fields.properties().stream()
            .map(field -> Map.entry(field.getKey(), field.getValue().toString()))
            .toList());
  }

  /** Whether nothing of the event, whose names are plain, would be missing from its line. */
  static boolean isEnoughFor(ILoggingEvent event) {
    return event.getThrowableProxy() == null
        && event.getMarkerList() == null
        && event.getMDCPropertyMap().isEmpty();
  }

  /** The line with its end, in UTF-8. */
  byte[] of(ILoggingEvent event) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(USUAL_BYTES);
    try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), bytes)) {
      json.writeStartObject();
      json.writeStringProperty("@timestamp", event.getInstant().toString());
      writeOrigin(event, json);
      write("message", event.getFormattedMessage(), json);
      writePairs(event.getKeyValuePairs(), json);
      writeSame(json);
      json.writeEndObject();
    }
    bytes.writeBytes("\n".getBytes(StandardCharsets.UTF_8));
    return bytes.toByteArray();
  }

  private void writeOrigin(ILoggingEvent event, JsonGenerator json) {
    json.writeObjectPropertyStart("log");
    write("level", event.getLevel().toString(), json);
    write("logger", event.getLoggerName(), json);
    json.writeEndObject();
    json.writeObjectPropertyStart("process");
    if (pid != null) {
      json.writeName("pid").writeRawValue(pid);
    }
    json.writeObjectPropertyStart("thread");
    write("name", event.getThreadName(), json);
    json.writeEndObject();
    json.writeEndObject();
  }

  private void writeSame(JsonGenerator json) {
    for (Map.Entry<String, String> field : same) {
      json.writeName(field.getKey()).writeRawValue(field.getValue());
    }
  }

  private static void writePairs(@Nullable List<KeyValuePair> pairs, JsonGenerator json) {
    if (pairs == null) {
      return;
    }
    for (KeyValuePair pair : pairs) {
      int dot = pair.key.indexOf('.');
      if (dot < 0) {
        write(pair.key, pair.value, json);
      } else {
        json.writeObjectPropertyStart(pair.key.substring(0, dot));
        writePairs(List.of(new KeyValuePair(pair.key.substring(dot + 1), pair.value)), json);
        json.writeEndObject();
      }
    }
  }

  private static void write(String name, @Nullable Object value, JsonGenerator json) {
    json.writeName(name);
    switch (value) {
      case Long number -> json.writeNumber(number);
      case Integer number -> json.writeNumber(number);
      case Boolean truth -> json.writeBoolean(truth);
      case null -> json.writeNull();
      default -> json.writeString(LogMask.mask(value.toString()));
    }
  }
}
