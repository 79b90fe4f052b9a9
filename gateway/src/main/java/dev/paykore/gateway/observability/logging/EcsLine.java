package dev.paykore.gateway.observability.logging;

import ch.qos.logback.classic.spi.ILoggingEvent;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.KeyValuePair;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The line, in the Elastic Common Schema, of an event that is no more than a message with
 * key-values: what is the same in all lines, and the values of the event in between. Every text of
 * the event is masked. No thread may write one while another does.
 */
final class EcsLine {

  private static final List<String> OF_THE_EVENT =
      List.of("@timestamp", "log", "process", "message");

  private static final byte[] TIME = bytes("{\"@timestamp\":\"");
  private static final byte[] LEVEL = bytes("\",\"log\":{\"level\":");
  private static final byte[] LOGGER = bytes(",\"logger\":");
  private static final byte[] MESSAGE = bytes("}},\"message\":");

  private final EcsTime time = new EcsTime();
  private final byte[] thread;
  private final byte[] end;

  private EcsLine(byte[] thread, byte[] end) {
    this.thread = thread;
    this.end = end;
  }

  /** A line with what is the same in all, such as the name of the service, taken from another. */
  static EcsLine like(byte[] other) {
    ObjectNode fields = (ObjectNode) JsonMapper.shared().readTree(other);
    JsonNode pid = fields.path("process").get("pid");
    fields.remove(OF_THE_EVENT);
    return new EcsLine(thread(pid), end(fields));
  }

  private static byte[] thread(@Nullable JsonNode pid) {
    return bytes(
        "},\"process\":{" + (pid == null ? "" : "\"pid\":" + pid + ",") + "\"thread\":{\"name\":");
  }

  private static byte[] end(ObjectNode same) {
    StringBuilder end = new StringBuilder();
    same.forEachEntry(
        (name, value) -> end.append(',').append(JsonEscape.quoted(name)).append(':').append(value));
    return bytes(end.append("}\n").toString());
  }

  private static byte[] bytes(String json) {
    return json.getBytes(StandardCharsets.UTF_8);
  }

  /** Whether nothing of the event, whose names are plain, would be missing from its line. */
  static boolean isEnoughFor(ILoggingEvent event) {
    return event.getThrowableProxy() == null
        && event.getMarkerList() == null
        && event.getMDCPropertyMap().isEmpty();
  }

  /** Adds the line with its end, in UTF-8. */
  void write(ILoggingEvent event, LineBytes line) {
    EcsFields fields = new EcsFields(line);
    writeOrigin(event, line, fields);
    line.add(MESSAGE);
    if (event instanceof ToldEvent told) {
      told.tell(fields);
    } else {
      tell(event, fields);
    }
    line.add(end);
  }

  private void writeOrigin(ILoggingEvent event, LineBytes line, EcsFields fields) {
    line.add(TIME);
    time.write(event.getInstant(), line);
    line.add(LEVEL);
    fields.write(event.getLevel());
    line.add(LOGGER);
    fields.write(event.getLoggerName());
    line.add(thread);
    fields.write(event.getThreadName());
  }

  private static void tell(ILoggingEvent event, Fields fields) {
    fields.message(event.getFormattedMessage());
    List<KeyValuePair> pairs = event.getKeyValuePairs();
    if (pairs != null) {
      pairs.forEach(pair -> fields.add(FieldName.of(pair.key), pair.value));
    }
  }
}
