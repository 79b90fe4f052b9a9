package dev.paykore.gateway.redis;

import org.jspecify.annotations.Nullable;

/**
 * Redis did not answer, or answered with an error: nothing is known of what was asked. No stack
 * trace, for during an outage it is on the way of every request.
 */
public final class RedisUnavailableException extends RuntimeException {

  RedisUnavailableException(String message, @Nullable Throwable cause) {
    super(message, cause, false, false);
  }
}
