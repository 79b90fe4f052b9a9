package dev.paykore.gateway.reload;

import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How changed files are noticed.
 *
 * @param interval between two looks at them; a change is taken when two looks in a row have seen
 *     the same, so that a file that is being written is not read half
 */
@Validated
@ConfigurationProperties(prefix = "paykore.edge.reload", ignoreUnknownFields = false)
public record ReloadProperties(@DefaultValue("2s") @DurationMin(millis = 10) Duration interval) {}
