package dev.paykore.gateway.forwarding;

import static org.springframework.cloud.gateway.filter.RouteToRequestUrlFilter.ROUTE_TO_URL_FILTER_ORDER;
import static org.springframework.cloud.gateway.support.ServerWebExchangeUtils.GATEWAY_REQUEST_URL_ATTR;
import static org.springframework.cloud.gateway.support.ServerWebExchangeUtils.GATEWAY_ROUTE_ATTR;

import java.net.URI;
import java.util.Objects;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.filter.GlobalFilter;
import org.springframework.cloud.gateway.route.Route;
import org.springframework.core.Ordered;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * Names the route's service as the place to send the request to, with path and query as they are.
 * The framework's own filter takes them apart and puts them together again: it escapes a second
 * time what is escaped in a query with square brackets, and drops empty parameters.
 */
final class DownstreamTargetFilter implements GlobalFilter, Ordered {

  @Override
  public int getOrder() {
    return ROUTE_TO_URL_FILTER_ORDER;
  }

  @Override
  public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
    Route route = Objects.requireNonNull(exchange.getAttribute(GATEWAY_ROUTE_ATTR));
    URI target = target(route.getUri(), exchange.getRequest().getURI());
    exchange.getAttributes().put(GATEWAY_REQUEST_URL_ATTR, target);
    return chain.filter(exchange);
  }

  private static URI target(URI service, URI request) {
    String query = request.getRawQuery() == null ? "" : "?" + request.getRawQuery();
    return URI.create(
        service.getScheme() + "://" + service.getRawAuthority() + request.getRawPath() + query);
  }
}
