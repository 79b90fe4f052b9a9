package dev.paykore.demo;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.slf4j.LoggerFactory;

/** The access lines that the edge in this process writes while this is open. */
final class AccessLines extends AppenderBase<ILoggingEvent> implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final List<Map<String, String>> lines = new CopyOnWriteArrayList<>();
  private final Logger logger = (Logger) LoggerFactory.getLogger("access");

  static AccessLines open() {
    AccessLines lines = new AccessLines();
    lines.setContext(lines.logger.getLoggerContext());
    lines.start();
    lines.logger.addAppender(lines);
    return lines;
  }

  /** The fields of the line of a request. */
  Map<String, String> await(String requestId) {
    return Awaitility.await()
        .atMost(PATIENCE)
        .until(
            () ->
                lines.stream()
                    .filter(line -> requestId.equals(line.get("request_id")))
                    .findFirst()
                    .orElse(Map.of()),
            line -> !line.isEmpty());
  }

  @Override
  protected void append(ILoggingEvent event) {
    Map<String, String> fields = new LinkedHashMap<>();
    event.getKeyValuePairs().forEach(pair -> fields.put(pair.key, String.valueOf(pair.value)));
    lines.add(fields);
  }

  @Override
  public void close() {
    logger.detachAppender(this);
    stop();
  }
}
