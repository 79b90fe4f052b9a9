package dev.paykore.gateway.authentication;

import dev.paykore.keys.ApiKeyRecord;
import org.jspecify.annotations.Nullable;
import org.springframework.web.server.ServerWebExchange;

/** The key that a request was authenticated with, as later stages find it on the exchange. */
public final class AuthenticatedKey {

  private static final String ATTRIBUTE = AuthenticatedKey.class.getName();

  private AuthenticatedKey() {}

  /** The record of the request's key, or {@code null} while it is not authenticated. */
  public static @Nullable ApiKeyRecord of(ServerWebExchange exchange) {
    return exchange.getAttribute(ATTRIBUTE);
  }

  static void set(ServerWebExchange exchange, ApiKeyRecord record) {
    exchange.getAttributes().put(ATTRIBUTE, record);
  }

  static void clear(ServerWebExchange exchange) {
    exchange.getAttributes().remove(ATTRIBUTE);
  }
}
