package dev.paykore.console.audit;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A change that was made.
 *
 * @param id grows with each event
 * @param at when
 * @param actorId the id of the user or token
 * @param actor its name
 * @param address where the request came from
 * @param action what, such as {@code key.revoked}
 * @param partnerId whose change it is, or {@code null}
 * @param subjectId the id of what was changed
 * @param details more for people to read
 */
public record AuditEvent(
    String id,
    Instant at,
    String actorId,
    String actor,
    String address,
    String action,
    @Nullable String partnerId,
    String subjectId,
    String details) {}
