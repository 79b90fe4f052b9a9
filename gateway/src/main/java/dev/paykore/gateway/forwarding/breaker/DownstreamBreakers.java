package dev.paykore.gateway.forwarding.breaker;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowSynchronizationStrategy;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.circuitbreaker.event.CircuitBreakerOnStateTransitionEvent;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One circuit breaker for each downstream, that is scheme, host and port, however many routes lead
 * there and however often routes are replaced.
 */
public final class DownstreamBreakers {

  private static final Logger log = LoggerFactory.getLogger(DownstreamBreakers.class);

  private final Map<URI, DownstreamBreaker> byService = new ConcurrentHashMap<>();
  private final Map<String, DownstreamBreaker> byOrigin = new ConcurrentHashMap<>();
  private final CircuitBreakerRegistry registry;
  private final BreakerBounds bounds;
  private final MeterRegistry meters;

  public DownstreamBreakers(BreakerBounds bounds, MeterRegistry meters) {
    this.bounds = bounds;
    this.meters = meters;
    this.registry = CircuitBreakerRegistry.of(config(bounds));
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
    CircuitBreaker breaker = registry.circuitBreaker(origin);
    breaker.getEventPublisher().onStateTransition(DownstreamBreakers::tell);
    return new DownstreamBreaker(breaker, bounds.openFor(), meters);
  }

  private static void tell(CircuitBreakerOnStateTransitionEvent event) {
    String downstream = event.getCircuitBreakerName();
    switch (event.getStateTransition().getToState()) {
      case OPEN -> log.warn("Downstream {} does not answer: it is spared for a while", downstream);
      case HALF_OPEN -> log.info("Downstream {} is tried again", downstream);
      case CLOSED -> log.info("Downstream {} answers again", downstream);
      default -> {}
    }
  }

  private static CircuitBreakerConfig config(BreakerBounds bounds) {
    return CircuitBreakerConfig.custom()
        .slidingWindow(
            (int) bounds.window().toSeconds(),
            bounds.minCalls(),
            SlidingWindowType.TIME_BASED,
            // The other one lets event loops wait for each other.
            SlidingWindowSynchronizationStrategy.LOCK_FREE)
        .failureRateThreshold(bounds.failurePercent())
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
