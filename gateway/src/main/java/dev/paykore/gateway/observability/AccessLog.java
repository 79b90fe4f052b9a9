package dev.paykore.gateway.observability;

import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/** Writes one structured line a request. No query, header or body is ever in it. */
public final class AccessLog {

  private static final Logger log = LoggerFactory.getLogger("access");

  /** Writes the line. */
  public void write(AccessLine line) {
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
