package dev.paykore.gateway.redis;

import org.jspecify.annotations.Nullable;

/**
 * Redis did not answer, or answered with an error, or was not asked: nothing is known. No stack
 * trace, for during an outage it is on the way of every request.
 */
public final class RedisUnavailableException extends RuntimeException {

  RedisUnavailableException(String message, @Nullable Throwable cause) {
    super(message, cause, false, false);
  }

  /** The request has waited for Redis too long already to ask it once more. */
  public static RedisUnavailableException noTimeLeft() {
    return new RedisUnavailableException("no time left to ask Redis", null);
  }

  /** Redis was asked. */
  static RedisUnavailableException noAnswer(Throwable reason) {
    return new RedisUnavailableException("Redis gave no answer", reason);
  }

  /** Redis is not asked for a while. */
  static RedisUnavailableException spared() {
    return new RedisUnavailableException("Redis is being spared", null);
  }
}
