package dev.paykore.gateway.handler;

import dev.paykore.gateway.error.EdgeErrorHandler;
import dev.paykore.gateway.response.EdgeResponse;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.context.ApplicationContext;
import org.springframework.http.codec.ServerCodecConfigurer;
import org.springframework.http.server.reactive.HttpHandler;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.adapter.DefaultServerWebExchange;
import org.springframework.web.server.i18n.AcceptHeaderLocaleContextResolver;
import org.springframework.web.server.i18n.LocaleContextResolver;
import org.springframework.web.server.session.WebSessionManager;
import reactor.core.publisher.Mono;

/**
 * Handles each request of the public port: through the filters to its answer, and whatever fails is
 * answered too. The management port has the framework's handler.
 *
 * <p>It stands in the place of the framework's adapter, exception handlers, web filters and
 * dispatcher. Those serve handlers, sessions and multipart forms that the edge does not have, and
 * put fourteen operators around the filters of each request (docs/adr/0012).
 */
final class EdgeHttpHandler implements HttpHandler {

  private static final WebSessionManager NO_SESSIONS = exchange -> Mono.empty();

  private final LocaleContextResolver locales = new AcceptHeaderLocaleContextResolver();
  private final GatewayFilterChain filters;
  private final EdgeErrorHandler errors;
  private final ServerCodecConfigurer codecs;
  private final ApplicationContext context;

  /**
   * @param filters of every request, its route the last of them
   * @param errors answers what failed on the way
   */
  EdgeHttpHandler(
      GatewayFilterChain filters,
      EdgeErrorHandler errors,
      ServerCodecConfigurer codecs,
      ApplicationContext context) {
    this.filters = filters;
    this.errors = errors;
    this.codecs = codecs;
    this.context = context;
  }

  @Override
  public Mono<Void> handle(ServerHttpRequest request, ServerHttpResponse response) {
    EdgeResponse answer = new EdgeResponse(response);
    ServerWebExchange exchange =
        new EdgeExchange(
            new DefaultServerWebExchange(request, answer, NO_SESSIONS, codecs, locales, context));
    return filters
        .filter(exchange)
        .onErrorResume(failure -> errors.handle(exchange, failure))
        .then(Mono.defer(answer::setComplete));
  }
}
