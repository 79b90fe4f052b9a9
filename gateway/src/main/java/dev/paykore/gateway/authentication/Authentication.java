package dev.paykore.gateway.authentication;

import dev.paykore.keys.ApiKeyRecord;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Authenticates a request that has a route. */
public interface Authentication {

  /**
   * Gives the record of the request's key, which is valid now and in the route's environment, and
   * leaves it on the exchange. Every other outcome is an {@code EdgeException}: 401, or 503 while
   * nobody knows.
   */
  Mono<ApiKeyRecord> authenticate(ServerWebExchange exchange);

  /**
   * The same, when the limiter has learnt that the key has changed: forgets what is remembered of
   * the key and believes no record below the version.
   */
  Mono<ApiKeyRecord> authenticateAnew(ServerWebExchange exchange, long version);
}
