package dev.paykore.gateway.forwarding.breaker;

import dev.paykore.gateway.clock.MonotonicClock;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowSynchronizationStrategy;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * One circuit breaker for each downstream, that is scheme, host and port, however many routes lead
 * there and however often routes are replaced.
 */
public final class DownstreamBreakers {

  private final Map<URI, DownstreamBreaker> byService = new ConcurrentHashMap<>();
  private final Map<String, DownstreamBreaker> byOrigin = new ConcurrentHashMap<>();
  private final CircuitBreakerRegistry registry;
  private final BreakerBounds bounds;
  private final MonotonicClock clock;
  private final MeterRegistry meters;

  public DownstreamBreakers(BreakerBounds bounds, MonotonicClock clock, MeterRegistry meters) {
    this.bounds = bounds;
    this.clock = clock;
    this.meters = meters;
    this.registry = CircuitBreakerRegistry.of(config(bounds, clock));
  }

  /** The breaker of the downstream that a route's service is. */
  public DownstreamBreaker of(URI service) {
    DownstreamBreaker known = byService.get(service);
    return known != null ? known : byService.computeIfAbsent(service, this::byOrigin);
  }

  private DownstreamBreaker byOrigin(URI service) {
    return byOrigin.computeIfAbsent(origin(service), this::create);
  }

  private DownstreamBreaker create(String origin) {
    return new DownstreamBreaker(registry.circuitBreaker(origin), bounds, clock, meters);
  }

  private static CircuitBreakerConfig config(BreakerBounds bounds, MonotonicClock clock) {
    return CircuitBreakerConfig.custom()
        .slidingWindow(
            (int) bounds.window().toSeconds(),
            bounds.minCalls(),
            SlidingWindowType.TIME_BASED,
            // The other one lets event loops wait for each other.
            SlidingWindowSynchronizationStrategy.LOCK_FREE)
        .failureRateThreshold(bounds.failurePercent())
        .clock(clock)
        .waitDurationInOpenState(bounds.openFor())
        .permittedNumberOfCallsInHalfOpenState(bounds.trialCalls())
        .build();
  }

  private static String origin(URI service) {
    int defaultPort = "https".equals(service.getScheme()) ? 443 : 80;
    int port = service.getPort() == -1 ? defaultPort : service.getPort();
    return "%s://%s:%d"
        .formatted(service.getScheme(), service.getHost().toLowerCase(Locale.ROOT), port);
  }
}
