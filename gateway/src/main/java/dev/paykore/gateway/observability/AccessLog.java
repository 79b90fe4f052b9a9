package dev.paykore.gateway.observability;

import ch.qos.logback.classic.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells of each request once, when it has ended: to the meters, and in one structured line. No
 * query, header or body is ever in it.
 */
public final class AccessLog {

  private static final Logger log = (Logger) LoggerFactory.getLogger("access");

  private final RequestMeters meters;

  AccessLog(RequestMeters meters) {
    this.meters = meters;
  }

  /** Counts the request and writes its line. */
  public void write(AccessLine line) {
    meters.count(line);
    if (log.isInfoEnabled()) {
      log.callAppenders(new AccessEvent(log, line));
    }
  }
}
