package dev.paykore.console.security;

import dev.paykore.console.user.Caller;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.web.server.context.ServerSecurityContextRepository;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * Finds out who calls, anew with each request and once in it, so that whoever was disabled or
 * revoked is out at once.
 */
final class CallerContexts implements ServerSecurityContextRepository {

  private static final String ATTRIBUTE = CallerContexts.class.getName();

  private final Function<ServerWebExchange, Mono<Caller>> callers;

  CallerContexts(Function<ServerWebExchange, Mono<Caller>> callers) {
    this.callers = callers;
  }

  @Override
  public Mono<Void> save(ServerWebExchange exchange, @Nullable SecurityContext context) {
    return Mono.empty();
  }

  @Override
  @SuppressWarnings("unchecked")
  public Mono<SecurityContext> load(ServerWebExchange exchange) {
    return (Mono<SecurityContext>)
        exchange
            .getAttributes()
            .computeIfAbsent(
                ATTRIBUTE,
                any -> callers.apply(exchange).map(CallerAuthentication::context).cache());
  }
}
