package dev.paykore.gateway.redis;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * What Redis may cost a request.
 *
 * @param timeout how long a request may wait for Redis, all its calls together
 * @param failuresToOpen after so many failures, in a row or among twice as many calls, none is made
 *     for a while
 * @param openFor how long no call is made before one is tried again
 */
@Validated
@ConfigurationProperties(prefix = "paykore.edge.redis", ignoreUnknownFields = false)
public record RedisProperties(
    @DefaultValue("50ms") @NotNull @DurationMin(millis = 1) Duration timeout,
    @DefaultValue("5") @Min(1) @Max(1000) int failuresToOpen,
    @DefaultValue("1s") @NotNull @DurationMin(millis = 10) Duration openFor) {}
