package dev.paykore.console.token;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A token for the REST API, as far as it is known.
 *
 * @param id the public id
 * @param partnerId the only partner that it sees, or {@code null} if it acts for an operator
 * @param name what it is for
 * @param lastFour its last four characters
 * @param createdAt when it was created
 * @param createdBy by whom
 * @param revokedAt when it was revoked, or {@code null}
 */
public record ApiToken(
    String id,
    @Nullable String partnerId,
    String name,
    String lastFour,
    Instant createdAt,
    String createdBy,
    @Nullable Instant revokedAt) {}
