package dev.paykore.gateway.testing;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import org.slf4j.event.KeyValuePair;

/** What a logger, and every logger below it, writes while this is open. */
public final class LogCapture extends AppenderBase<ILoggingEvent> implements AutoCloseable {

  private final Queue<ILoggingEvent> events = new ConcurrentLinkedQueue<>();
  private final Logger logger;
  private final @Nullable Level levelBefore;

  private LogCapture(String name) {
    logger = (Logger) LoggerFactory.getLogger(name);
    levelBefore = logger.getLevel();
    logger.setLevel(Level.INFO);
    logger.setAdditive(false);
    setContext(logger.getLoggerContext());
    start();
    logger.addAppender(this);
  }

  /** Listens to a logger, and keeps what it writes off the console. */
  public static LogCapture of(String name) {
    return new LogCapture(name);
  }

  /** Listens to all loggers, at the levels that the gateway gives them. */
  public static LogCapture ofAllAsConfigured() {
    GatewayLogLevels.apply();
    return new LogCapture(org.slf4j.Logger.ROOT_LOGGER_NAME);
  }

  /** All that was written: messages, key-values and stack traces. */
  public String text() {
    StringBuilder text = new StringBuilder();
    events.forEach(event -> text.append(textOf(event)).append('\n'));
    return text.toString();
  }

  /** The structured lines of one request, each as its key-values. */
  public List<Map<String, String>> linesOf(String requestId) {
    return events.stream()
        .map(LogCapture::fields)
        .filter(fields -> requestId.equals(fields.get("request_id")))
        .toList();
  }

  private static Map<String, String> fields(ILoggingEvent event) {
    Map<String, String> fields = new LinkedHashMap<>();
    pairs(event).forEach(pair -> fields.put(pair.key, String.valueOf(pair.value)));
    return fields;
  }

  @Override
  protected void append(ILoggingEvent event) {
    events.add(event);
  }

  @Override
  public void close() {
    logger.detachAppender(this);
    logger.setLevel(levelBefore);
    logger.setAdditive(true);
    stop();
  }

  private static String textOf(ILoggingEvent event) {
    IThrowableProxy thrown = event.getThrowableProxy();
    return "%s %s %s %s"
        .formatted(
            event.getLevel(),
            event.getFormattedMessage(),
            pairs(event),
            thrown == null ? "" : ThrowableProxyUtil.asString(thrown));
  }

  private static List<KeyValuePair> pairs(ILoggingEvent event) {
    return event.getKeyValuePairs() == null ? List.of() : event.getKeyValuePairs();
  }
}
