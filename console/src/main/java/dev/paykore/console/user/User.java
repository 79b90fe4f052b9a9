package dev.paykore.console.user;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who can log in.
 *
 * @param id the public id
 * @param partnerId whose member it is, or {@code null} for an operator
 * @param email in lower case
 * @param createdAt when the account was made
 * @param disabledAt since when it cannot log in, or {@code null}
 */
public record User(
    String id,
    @Nullable String partnerId,
    String email,
    Instant createdAt,
    @Nullable Instant disabledAt) {}
