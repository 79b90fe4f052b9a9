package dev.paykore.console.key;

import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Bounds of keys.
 *
 * @param maxActive how many keys of a partner may be neither revoked nor expired
 */
@Validated
@ConfigurationProperties("paykore.console.keys")
public record KeyProperties(@DefaultValue("50") @Min(1) int maxActive) {}
