package dev.paykore.console.api;

import dev.paykore.console.partner.Partner;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A partner as the API gives it. */
record PartnerBody(
    String id,
    String name,
    String tier,
    @Nullable Integer requestsPerMinute,
    String status,
    @Nullable Instant suspendedAt,
    Instant createdAt,
    long activeKeys,
    boolean pending) {

  static PartnerBody of(Partner partner) {
    return new PartnerBody(
        partner.id(),
        partner.name(),
        partner.tier().wireName(),
        partner.requestsPerMinute(),
        partner.isSuspended() ? "suspended" : "active",
        partner.suspendedAt(),
        partner.createdAt(),
        partner.activeKeys(),
        partner.pending());
  }
}
