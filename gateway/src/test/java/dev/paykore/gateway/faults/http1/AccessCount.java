package dev.paykore.gateway.faults.http1;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.slf4j.LoggerFactory;

/** The requests that the edge has counted: its access lines, by request id. */
final class AccessCount extends AppenderBase<ILoggingEvent> implements AutoCloseable {

  private final Map<String, List<Map<String, String>>> lines = new ConcurrentHashMap<>();
  private final Logger logger = (Logger) LoggerFactory.getLogger("access");

  AccessCount() {
    logger.setLevel(Level.INFO);
    logger.setAdditive(false);
    setContext(logger.getLoggerContext());
    start();
    logger.addAppender(this);
  }

  /** The lines of one request, each as its fields; there should be one. */
  List<Map<String, String>> linesOf(String requestId) {
    return lines.getOrDefault(requestId, List.of());
  }

  /** All lines in which a field has this value. */
  List<Map<String, String>> withFields(String name, String value) {
    return lines.values().stream()
        .flatMap(List::stream)
        .filter(line -> value.equals(line.get(name)))
        .toList();
  }

  void forget() {
    lines.clear();
  }

  @Override
  protected void append(ILoggingEvent event) {
    Map<String, String> fields =
        event.getKeyValuePairs().stream()
            .collect(Collectors.toMap(pair -> pair.key, pair -> String.valueOf(pair.value)));
    lines.computeIfAbsent(fields.get("request_id"), id -> new CopyOnWriteArrayList<>()).add(fields);
  }

  @Override
  public void close() {
    logger.detachAppender(this);
    logger.setLevel(null);
    logger.setAdditive(true);
    stop();
  }
}
