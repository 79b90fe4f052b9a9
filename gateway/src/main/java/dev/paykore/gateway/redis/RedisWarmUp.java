package dev.paykore.gateway.redis;

import reactor.core.publisher.Mono;

/**
 * What a stage asks of Redis once before there are requests, so that the first of them does not pay
 * for loading classes and scripts and take that for an outage.
 */
@FunctionalInterface
public interface RedisWarmUp {

  /** Asks; whatever comes of it is not needed. */
  Mono<?> run();
}
