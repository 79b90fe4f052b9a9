package dev.paykore.gateway.guard;

import dev.paykore.gateway.header.HeaderNameSet;
import io.netty.util.AsciiString;

/** Which names of headers a client may not speak with, or not have removed. */
final class HeaderNames {

  /** Who the caller is and how it came here is for the edge alone to say. */
  private static final String EDGE_PREFIX = "x-paykore-";

  private static final String FORWARDED_PREFIX = "x-forwarded-";

  private static final HeaderNameSet EDGE_NAMES =
      HeaderNameSet.of(
          "Forwarded",
          "X-Forwarded",
          "Forwarded-For",
          "X-Original-Forwarded-For",
          "X-Real-IP",
          "X-Client-IP",
          "Client-IP",
          "True-Client-IP",
          "X-Cluster-Client-IP",
          "X-Remote-IP",
          "X-Remote-Addr",
          "X-Originating-IP",
          "CF-Connecting-IP",
          "Fastly-Client-IP",
          "X-Azure-ClientIP",
          "X-Envoy-External-Address",
          "X-Host",
          "X-Original-Host",
          "X-Original-URL",
          "X-Rewrite-URL",
          "X-HTTP-Method",
          "X-HTTP-Method-Override",
          "X-Method-Override");

  /** Between client and edge only; the edge honours none of these. */
  private static final HeaderNameSet HOP_BY_HOP =
      HeaderNameSet.of(
          "Upgrade", "HTTP2-Settings", "Keep-Alive", "Proxy-Connection", "TE", "Trailer");

  private static final HeaderNameSet PROTECTED =
      HeaderNameSet.of(
          "X-API-Key",
          "Authorization",
          "X-Request-Id",
          "Host",
          "Content-Length",
          "Transfer-Encoding");

  private static final String RATE_LIMIT_PREFIX = "x-ratelimit-";

  private HeaderNames() {}

  /**
   * Whether a header of this name is dropped. One with an underscore always is: many servers read
   * it as a hyphen.
   */
  static boolean isDropped(CharSequence name) {
    return hasUnderscore(name) || HOP_BY_HOP.contains(name) || isTheEdges(name);
  }

  /** Whether the name has an underscore. */
  static boolean hasUnderscore(CharSequence name) {
    return AsciiString.indexOf(name, '_', 0) >= 0;
  }

  /** Whether a client may not name the header as one for the connection only. */
  static boolean isProtected(String name) {
    String hyphened = name.replace('_', '-');
    return PROTECTED.contains(hyphened)
        || isTheEdges(hyphened)
        || startsWith(hyphened, RATE_LIMIT_PREFIX);
  }

  private static boolean isTheEdges(CharSequence name) {
    return startsWith(name, EDGE_PREFIX)
        || startsWith(name, FORWARDED_PREFIX)
        || EDGE_NAMES.contains(name);
  }

  private static boolean startsWith(CharSequence name, String prefix) {
    return AsciiString.regionMatches(name, true, 0, prefix, 0, prefix.length());
  }
}
