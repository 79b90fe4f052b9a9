package dev.paykore.gateway.authentication.lookup;

import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The bounds of look-ups. How long a record is believed is a promise to partners, so it is no
 * property.
 *
 * @param rememberedKeys how many records this process remembers
 * @param absentKeys how many unknown keys this process remembers as such
 * @param absentFor how long an unknown key is remembered as such
 * @param postgresTimeout how long a look-up waits for Postgres, its turn included
 * @param postgresConcurrency how many look-ups ask Postgres at once
 * @param postgresWaiting how many more may wait for their turn; beyond, a key stays unknown
 * @param unknownKeysPerMinute how many keys that nobody has issued a client address may send to
 *     this process before it is slowed; 0 for any number of them
 */
@Validated
@ConfigurationProperties("paykore.edge.authentication")
public record LookUpProperties(
    @Min(1) @DefaultValue("200000") int rememberedKeys,
    @Min(1) @DefaultValue("100000") int absentKeys,
    @DurationMin(millis = 1) @DurationMax(minutes = 5) @DefaultValue("10s") Duration absentFor,
    @DurationMin(millis = 1) @DurationMax(minutes = 1) @DefaultValue("500ms")
        Duration postgresTimeout,
    @Min(1) @DefaultValue("16") int postgresConcurrency,
    @Min(0) @DefaultValue("256") int postgresWaiting,
    @Min(0) @DefaultValue("300") int unknownKeysPerMinute) {}
