package dev.paykore.gateway.guard.server;

import dev.paykore.gateway.client.NetworkRange;
import dev.paykore.gateway.guard.http2.Http2Bounds;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import java.util.List;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * What the edge takes from its clients.
 *
 * @param maxRequestLine beyond it: 414
 * @param maxHeaderSize of all header fields together; beyond it: 431
 * @param maxHeaders how many header fields; beyond it: 431
 * @param headTimeout within which a whole head must be there, from the connection's start or the
 *     head's first byte; beyond it the connection is closed
 * @param bodyIdleTimeout between two reads of a request's body; beyond it the connection is closed
 * @param writeIdleTimeout within which a client must take some of what waits for it; beyond it the
 *     connection is closed
 * @param keepAliveTimeout between two requests; beyond it the connection is closed
 * @param maxConnections open at one time; a further one is closed
 * @param maxInFlight requests at one time; beyond it: 503
 * @param drainDelay for which the edge goes on to serve once it is told to stop, so that load
 *     balancers notice
 * @param trustedProxies whose {@code X-Forwarded-For} and {@code X-Forwarded-Proto} count
 * @param http2 of one HTTP/2 connection
 */
@Validated
@ConfigurationProperties(prefix = "paykore.edge.server", ignoreUnknownFields = false)
public record ServerBounds(
    @DefaultValue("4KB") @NotNull DataSize maxRequestLine,
    @DefaultValue("8KB") @NotNull DataSize maxHeaderSize,
    @DefaultValue("100") @Min(1) @Max(1000) int maxHeaders,
    @DefaultValue("10s") @NotNull @DurationMin(millis = 1) Duration headTimeout,
    @DefaultValue("30s") @NotNull @DurationMin(millis = 1) Duration bodyIdleTimeout,
    @DefaultValue("30s") @NotNull @DurationMin(millis = 1) Duration writeIdleTimeout,
    @DefaultValue("75s") @NotNull @DurationMin(millis = 1) Duration keepAliveTimeout,
    @DefaultValue("10000") @Min(1) int maxConnections,
    @DefaultValue("2000") @Min(1) int maxInFlight,
    @DefaultValue("10s") @NotNull @DurationMin(millis = 0) Duration drainDelay,
    @DefaultValue List<NetworkRange> trustedProxies,
    @DefaultValue @Valid Http2Bounds http2) {

  public ServerBounds {
    trustedProxies = List.copyOf(trustedProxies);
  }
}
