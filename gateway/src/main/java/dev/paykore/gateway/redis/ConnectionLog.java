package dev.paykore.gateway.redis;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.NestedExceptionUtils;

/** Says why there is no connection to Redis, once for each reason, however often it is tried. */
final class ConnectionLog {

  private static final Logger log = LoggerFactory.getLogger(ConnectionLog.class);

  private final AtomicReference<@Nullable String> told = new AtomicReference<>();

  void failed(Throwable error) {
    // The cause says what an operator can mend: a refused connection, a wrong password.
    String reason = NestedExceptionUtils.getMostSpecificCause(error).toString();
    if (!reason.equals(told.getAndSet(reason))) {
      log.warn("No connection to Redis: {}", reason);
    }
  }

  void made() {
    if (told.getAndSet(null) != null) {
      log.info("Connected to Redis");
    }
  }
}
