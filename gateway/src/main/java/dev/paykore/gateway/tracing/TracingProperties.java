package dev.paykore.gateway.tracing;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Where traces go, and how many of them.
 *
 * @param endpoint that takes OTLP over HTTP, such as {@code http://collector:4318/v1/traces}; empty
 *     for no traces at all
 * @param samplePercent of all requests, whatever their clients ask for
 */
@Validated
@ConfigurationProperties(prefix = "paykore.edge.tracing", ignoreUnknownFields = false)
public record TracingProperties(
    @DefaultValue("")
        @NotNull
        @Pattern(regexp = "(https?://\\S+)?", message = "must be a URL of http or https, or empty")
        String endpoint,
    @DefaultValue("10") @Min(0) @Max(100) int samplePercent) {

  boolean isOn() {
    return !endpoint.isEmpty();
  }
}
