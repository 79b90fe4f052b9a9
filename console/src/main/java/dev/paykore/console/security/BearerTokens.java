package dev.paykore.console.security;

import dev.paykore.console.token.ApiToken;
import dev.paykore.console.token.ApiTokens;
import dev.paykore.console.user.Caller;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Finds out who calls the REST API, by the Bearer token. */
@Component
final class BearerTokens {

  private static final String SCHEME = "Bearer ";

  private final ApiTokens tokens;

  BearerTokens(ApiTokens tokens) {
    this.tokens = tokens;
  }

  /** Who calls; empty if the request has no token that is valid. */
  Mono<Caller> caller(ServerWebExchange exchange) {
    return Mono.justOrEmpty(bearer(exchange))
        .flatMap(tokens::findBySecret)
        .map(token -> caller(token, ClientAddress.of(exchange)));
  }

  private static @Nullable String bearer(ServerWebExchange exchange) {
    String header = exchange.getRequest().getHeaders().getFirst(HttpHeaders.AUTHORIZATION);
    return header != null && header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
        ? header.substring(SCHEME.length()).strip()
        : null;
  }

  private static Caller caller(ApiToken token, String address) {
    return new Caller(token.id(), "token " + token.name(), token.partnerId(), address);
  }
}
