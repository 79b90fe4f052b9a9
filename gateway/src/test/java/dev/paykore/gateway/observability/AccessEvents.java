package dev.paykore.gateway.observability;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.paykore.gateway.observability.AccessLine.Account;
import dev.paykore.keys.Environment;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.slf4j.LoggerFactory;

/** What the access log hands to the log of a request. */
public final class AccessEvents {

  private AccessEvents() {}

  /** The event of a traced request that was forwarded. */
  public static ILoggingEvent ofATracedRequest() {
    Logger access = (Logger) LoggerFactory.getLogger("access");
    ListAppender<ILoggingEvent> events = new ListAppender<>();
    events.start();
    Level level = access.getLevel();
    access.setLevel(Level.INFO);
    access.addAppender(events);
    try {
      new AccessLog(new RequestMeters(new SimpleMeterRegistry())).write(tracedRequest());
    } finally {
      access.detachAppender(events);
      access.setLevel(level);
    }
    return events.list.getFirst();
  }

  private static AccessLine tracedRequest() {
    String trace = "ad84ea2301208df7d573bd68f247aa01";
    Account account = new Account(null, "wallets", Environment.LIVE, 1, 18, false, trace);
    return new AccessLine("req_1", "192.0.2.1", "GET", "/v1/wallets", 200, 2, null, account);
  }
}
