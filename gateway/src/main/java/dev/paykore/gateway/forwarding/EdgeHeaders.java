package dev.paykore.gateway.forwarding;

import dev.paykore.gateway.header.HeaderNameSet;
import io.netty.util.AsciiString;

/** The headers that the edge alone speaks with, to downstreams and to clients. */
final class EdgeHeaders {

  static final AsciiString PARTNER_ID = AsciiString.cached("X-PayKore-Partner-Id");
  static final AsciiString KEY_ID = AsciiString.cached("X-PayKore-Key-Id");
  static final AsciiString ENVIRONMENT = AsciiString.cached("X-PayKore-Environment");
  static final AsciiString TIER = AsciiString.cached("X-PayKore-Tier");
  static final AsciiString FORWARDED_FOR = AsciiString.cached("X-Forwarded-For");
  static final AsciiString FORWARDED_PROTO = AsciiString.cached("X-Forwarded-Proto");
  static final AsciiString FORWARDED_HOST = AsciiString.cached("X-Forwarded-Host");

  private static final HeaderNameSet RESERVED =
      HeaderNameSet.of("RateLimit", "RateLimit-Policy", "X-Request-Id");

  private EdgeHeaders() {}

  /** Whether a downstream may not speak with this header to a client. */
  static boolean isReserved(CharSequence name) {
    return HeaderNameSet.startsWith(name, "x-ratelimit-")
        || HeaderNameSet.startsWith(name, "x-paykore-")
        || RESERVED.contains(name);
  }
}
