package dev.paykore.gateway.command;

import static org.springframework.cloud.gateway.support.ServerWebExchangeUtils.GATEWAY_ROUTE_ATTR;

import dev.paykore.gateway.routing.table.FilterLink;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.springframework.cloud.gateway.filter.GatewayFilter;
import org.springframework.cloud.gateway.route.Route;
import org.springframework.core.OrderComparator;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Takes an imagined request through the filters that a route itself has, and no further. */
final class OwnFilters {

  private OwnFilters() {}

  /** Path and query as the filters leave them, or {@code null} if one of them answers itself. */
  static @Nullable String target(Route route, ServerWebExchange exchange) {
    List<GatewayFilter> filters = new ArrayList<>(route.getFilters());
    OrderComparator.sort(filters);
    AtomicReference<@Nullable String> target = new AtomicReference<>();
    exchange.getAttributes().put(GATEWAY_ROUTE_ATTR, route);
    FilterLink.chain(
            filters,
            last -> Mono.fromRunnable(() -> target.set(target(last.getRequest().getURI()))))
        .filter(exchange)
        .block();
    return target.get();
  }

  private static String target(URI request) {
    String query = request.getRawQuery();
    return query == null ? request.getRawPath() : request.getRawPath() + "?" + query;
  }
}
