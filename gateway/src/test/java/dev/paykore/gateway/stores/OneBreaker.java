package dev.paykore.gateway.stores;

import dev.paykore.gateway.meter.StoreTimers;
import dev.paykore.gateway.redis.RedisBreaker;
import dev.paykore.gateway.redis.RedisBreakers;
import dev.paykore.gateway.redis.RedisBudget;
import dev.paykore.gateway.redis.RedisServers;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import reactor.core.scheduler.Schedulers;

/** The breaker of a Redis that is a single server. */
public final class OneBreaker implements RedisServers {

  private OneBreaker() {}

  /** One that gives Redis so much time. */
  public static RedisBreakers of(Duration timeout) {
    RedisBreaker breaker =
        new RedisBreaker(
            CircuitBreaker.ofDefaults("redis"),
            timeout,
            StoreTimers.of("redis", new SimpleMeterRegistry()),
            Schedulers::parallel);
    return new RedisBreakers(RedisBudget.of(timeout), new OneBreaker(), server -> breaker);
  }

  @Override
  public String of(String key) {
    return ONE;
  }

  @Override
  public boolean has(String server) {
    return server.equals(ONE);
  }
}
