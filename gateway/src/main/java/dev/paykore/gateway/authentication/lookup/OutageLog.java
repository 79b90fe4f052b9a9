package dev.paykore.gateway.authentication.lookup;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.NestedExceptionUtils;

/** Says why look-ups fail, but each reason once a minute at most, however many requests it hits. */
final class OutageLog {

  private static final Logger log = LoggerFactory.getLogger(OutageLog.class);
  private static final Duration QUIET = Duration.ofMinutes(1);
  private static final int REASONS = 1_000;

  private final Cache<String, Boolean> told =
      Caffeine.newBuilder().maximumSize(REASONS).expireAfterWrite(QUIET).build();

  void failed(Throwable error) {
    // The cause says what an operator can mend: a refused connection, a wrong password.
    String reason = NestedExceptionUtils.getMostSpecificCause(error).toString();
    if (told.asMap().putIfAbsent(reason, true) == null) {
      log.warn("Keys cannot be looked up in Postgres: {}", reason);
    }
  }
}
