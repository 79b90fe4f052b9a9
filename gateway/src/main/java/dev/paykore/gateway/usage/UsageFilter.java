package dev.paykore.gateway.usage;

import dev.paykore.gateway.RequestPipeline;
import dev.paykore.gateway.authentication.AuthenticatedKey;
import dev.paykore.gateway.ending.Ending;
import dev.paykore.gateway.error.EdgeError;
import dev.paykore.gateway.error.EdgeException;
import dev.paykore.gateway.error.ErrorCode;
import dev.paykore.gateway.requestid.RequestId;
import dev.paykore.keys.ApiKeyRecord;
import dev.paykore.keys.usage.FailedRequest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.filter.GlobalFilter;
import org.springframework.cloud.gateway.route.Route;
import org.springframework.cloud.gateway.support.ServerWebExchangeUtils;
import org.springframework.core.Ordered;
import org.springframework.http.HttpStatusCode;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Counts what became of each authenticated request, and keeps those that the edge failed. */
final class UsageFilter implements GlobalFilter, Ordered {

  private final UsageCounters counters;
  private final Clock clock;

  UsageFilter(UsageCounters counters, Clock clock) {
    this.counters = counters;
    this.clock = clock;
  }

  @Override
  public int getOrder() {
    return RequestPipeline.USAGE;
  }

  @Override
  public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
    Instant began = clock.instant();
    return Ending.of(chain.filter(exchange), new Counted(exchange, began));
  }

  /** One request. */
  private final class Counted implements Ending {

    private final ServerWebExchange exchange;
    private final Instant began;

    Counted(ServerWebExchange exchange, Instant began) {
      this.exchange = exchange;
      this.began = began;
    }

    @Override
    public void completed() {
      answered(exchange);
    }

    @Override
    public Throwable failed(Throwable failure) {
      UsageFilter.this.failed(exchange, failure, began);
      return failure;
    }

    @Override
    public void cancelled() {
      count(exchange, Tally.ALLOWED);
    }
  }

  private void answered(ServerWebExchange exchange) {
    HttpStatusCode status = exchange.getResponse().getStatusCode();
    boolean failed = status != null && status.is5xxServerError();
    count(exchange, failed ? Tally.FAILED : Tally.ALLOWED);
  }

  private void failed(ServerWebExchange exchange, Throwable failure, Instant began) {
    EdgeError error = failure instanceof EdgeException known ? known.error() : null;
    boolean limited = error != null && error.code() == ErrorCode.RATE_LIMIT_EXCEEDED;
    ApiKeyRecord key = AuthenticatedKey.of(exchange);
    if (key != null && error != null) {
      // Before it is counted: whoever sees the count can look the request up.
      counters.keep(key.keyId(), failedRequest(exchange, key, error, began), limited);
    }
    count(exchange, limited ? Tally.LIMITED : Tally.FAILED);
  }

  /** A key that was refused when it was authenticated anew is nobody's. */
  private void count(ServerWebExchange exchange, Tally tally) {
    ApiKeyRecord key = AuthenticatedKey.of(exchange);
    if (key != null) {
      long second = clock.instant().getEpochSecond();
      counters.count(new Slot(key.keyId(), key.secretId(), second), tally);
    }
  }

  private FailedRequest failedRequest(
      ServerWebExchange exchange, ApiKeyRecord key, EdgeError error, Instant began) {
    Instant now = clock.instant();
    return new FailedRequest(
        RequestId.of(exchange),
        now,
        key.secretId(),
        error.code().status().value(),
        error.code().name(),
        forwarded(error),
        Duration.between(began, now).toMillis(),
        exchange.getRequest().getMethod().name(),
        routeId(exchange));
  }

  private static @Nullable String forwarded(EdgeError error) {
    return error.forwarded() == null ? null : error.forwarded().wireName();
  }

  private static String routeId(ServerWebExchange exchange) {
    Route route = exchange.getRequiredAttribute(ServerWebExchangeUtils.GATEWAY_ROUTE_ATTR);
    return route.getId();
  }
}
