package dev.paykore.gateway.observability;

import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * Tells of each request once, when it has ended: to the meters, and in one structured line. No
 * query, header or body is ever in it.
 */
public final class AccessLog {

  private static final Logger log = LoggerFactory.getLogger("access");

  private final RequestMeters meters;

  AccessLog(RequestMeters meters) {
    this.meters = meters;
  }

  /** Counts the request and writes its line. */
  public void write(AccessLine line) {
    meters.count(line);
    if (log.isInfoEnabled()) {
      writeLine(line);
    }
  }

  private static void writeLine(AccessLine line) {
    Map<String, Object> fields = line.fields();
    LoggingEventBuilder event = log.atInfo();
    for (Map.Entry<String, Object> field : fields.entrySet()) {
      event = event.addKeyValue(field.getKey(), field.getValue());
    }
    event.log(
        "{} {} {} {}",
        line.requestId(),
        line.status(),
        fields.getOrDefault("method", "-"),
        fields.getOrDefault("path", "-"));
  }
}
