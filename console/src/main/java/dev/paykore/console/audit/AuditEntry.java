package dev.paykore.console.audit;

import dev.paykore.console.user.Caller;
import org.jspecify.annotations.Nullable;

/**
 * What is written down of a change.
 *
 * @param caller who, and from where
 * @param action what, such as {@code key.revoked}
 * @param partnerId whose members may see it, or {@code null} for operators only
 * @param subjectId the id of what was changed
 * @param details more for people to read, without any secret; may be empty
 */
public record AuditEntry(
    Caller caller, String action, @Nullable String partnerId, String subjectId, String details) {}
