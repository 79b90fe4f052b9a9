package dev.paykore.gateway.forwarding.breaker;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * When a downstream is spared, and for how long.
 *
 * @param window how far back calls are counted; whole seconds
 * @param minCalls fewer calls than this within the window say nothing
 * @param failurePercent from this share of failed calls on, no call is made for a while
 * @param openFor how long no call is made before some are tried
 * @param trialCalls how many are tried at once, and again after {@code openFor} while those have
 *     said too little; enough of them must succeed
 */
public record BreakerBounds(
    @DefaultValue("10s") @NotNull @DurationMin(seconds = 1) Duration window,
    @DefaultValue("20") @Min(1) int minCalls,
    @DefaultValue("50") @Min(1) @Max(100) int failurePercent,
    @DefaultValue("5s") @NotNull @DurationMin(millis = 10) Duration openFor,
    @DefaultValue("3") @Min(1) int trialCalls) {}
