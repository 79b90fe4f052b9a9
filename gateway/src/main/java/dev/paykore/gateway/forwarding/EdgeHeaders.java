package dev.paykore.gateway.forwarding;

import java.util.Locale;

/** The headers that the edge alone speaks with, to downstreams and to clients. */
final class EdgeHeaders {

  static final String PARTNER_ID = "X-PayKore-Partner-Id";
  static final String KEY_ID = "X-PayKore-Key-Id";
  static final String ENVIRONMENT = "X-PayKore-Environment";
  static final String TIER = "X-PayKore-Tier";
  static final String FORWARDED_FOR = "X-Forwarded-For";
  static final String FORWARDED_PROTO = "X-Forwarded-Proto";
  static final String FORWARDED_HOST = "X-Forwarded-Host";

  private EdgeHeaders() {}

  /** Whether a downstream may not speak with this header to a client. */
  static boolean isReserved(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return lower.startsWith("x-ratelimit-")
        || lower.startsWith("x-paykore-")
        || lower.equals("ratelimit")
        || lower.equals("ratelimit-policy")
        || lower.equals("x-request-id");
  }
}
