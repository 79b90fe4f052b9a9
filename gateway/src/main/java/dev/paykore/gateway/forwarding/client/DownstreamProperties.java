package dev.paykore.gateway.forwarding.client;

import dev.paykore.gateway.forwarding.breaker.BreakerBounds;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * What the edge allows itself and its downstreams; a downstream is a host and port.
 *
 * @param connectTimeout until a connection stands
 * @param responseTimeout from the last byte of a request to the head of its response
 * @param bodyIdleTimeout between two reads of a response's body
 * @param maxConnections to one downstream; as many again, never kept, for what is sent once more
 * @param maxPercentPerKey of these connections that requests of one key may have; more of them wait
 *     in a line of their own
 * @param maxSlowPerKey calls of one key whose clients are slow, that is have been waited for a
 *     moment in all for next to nothing, and hold a connection each; beyond it such a call is given
 *     up
 * @param maxWaiting requests that wait for a connection to one downstream
 * @param waitTimeout how long a request waits for a connection
 * @param maxIdleTime how long an unused connection is kept: less than downstreams keep theirs
 * @param maxLifeTime how long a connection is used at most, so that a change of address is followed
 * @param breaker when a downstream that does not answer is spared
 */
@Validated
@ConfigurationProperties(prefix = "paykore.edge.downstream", ignoreUnknownFields = false)
public record DownstreamProperties(
    @DefaultValue("1s") @NotNull @DurationMin(millis = 1) Duration connectTimeout,
    @DefaultValue("15s") @NotNull @DurationMin(millis = 1) Duration responseTimeout,
    @DefaultValue("30s") @NotNull @DurationMin(millis = 1) Duration bodyIdleTimeout,
    @DefaultValue("256") @Min(1) int maxConnections,
    @DefaultValue("75") @Min(1) @Max(100) int maxPercentPerKey,
    @DefaultValue("64") @Min(1) int maxSlowPerKey,
    @DefaultValue("256") @Min(0) int maxWaiting,
    @DefaultValue("1s") @NotNull @DurationMin(millis = 1) Duration waitTimeout,
    @DefaultValue("20s") @NotNull @DurationMin(millis = 1) Duration maxIdleTime,
    @DefaultValue("5m") @NotNull @DurationMin(millis = 1) Duration maxLifeTime,
    @DefaultValue @Valid BreakerBounds breaker) {

  /** At least one. */
  public int maxConnectionsPerKey() {
    return Math.toIntExact(Math.ceilDiv((long) maxConnections * maxPercentPerKey, 100L));
  }
}
