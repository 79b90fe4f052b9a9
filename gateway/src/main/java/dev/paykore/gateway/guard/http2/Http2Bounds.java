package dev.paykore.gateway.guard.http2;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What the edge takes from one HTTP/2 connection; beyond it the connection is closed.
 *
 * @param maxConcurrentStreams requests at one time; a further one is refused alone
 * @param maxResets streams that the client cancels, and streams that it makes the edge reset, each
 *     within 30 seconds
 * @param maxControlFrames frames without any part of a request, within ten seconds; each request
 *     and each KiB that goes either way allows a few more
 */
public record Http2Bounds(
    @DefaultValue("100") @Min(1) @Max(1000) int maxConcurrentStreams,
    @DefaultValue("200") @Min(1) int maxResets,
    @DefaultValue("1000") @Min(100) int maxControlFrames) {}
