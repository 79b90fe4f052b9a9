package dev.paykore.gateway.authentication;

import dev.paykore.keys.ApiKeyRecord;
import org.springframework.web.server.ServerWebExchange;

/** For tests of later stages: exchanges as authentication leaves them. */
public final class AuthenticatedExchanges {

  private AuthenticatedExchanges() {}

  /** Leaves the record on the exchange. */
  public static void authenticate(ServerWebExchange exchange, ApiKeyRecord record) {
    AuthenticatedKey.set(exchange, record);
  }
}
