package dev.paykore.console.security;

import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Bounds of sessions and of logging in.
 *
 * @param sessionLife after which a session ends, however much it is used
 * @param attempts wrong passwords for one account from one address, within the window
 * @param attemptsPerAddress wrong passwords from one address, within the window
 * @param attemptsWindow for how long they are counted, from the first on
 */
@Validated
@ConfigurationProperties("paykore.console.security")
public record SecurityProperties(
    @DefaultValue("12h") Duration sessionLife,
    @DefaultValue("10") @Min(1) int attempts,
    @DefaultValue("100") @Min(1) int attemptsPerAddress,
    @DefaultValue("15m") Duration attemptsWindow) {}
