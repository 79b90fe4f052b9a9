package dev.paykore.gateway.routing.table;

import java.util.List;
import org.springframework.web.server.ServerWebExchange;

/** All routes as they are served at one time. */
public final class RouteTable {

  private final List<ServedRoute> routes;
  private final PathHeads heads;
  private final ServedRoute last;

  /**
   * @param routes in the order in which they are tried
   * @param last serves what no other route matches
   */
  public RouteTable(List<ServedRoute> routes, ServedRoute last) {
    this.routes = List.copyOf(routes);
    this.heads = PathHeads.of(this.routes);
    this.last = last;
  }

  /** The routes in the order in which they are tried. */
  public List<ServedRoute> routes() {
    return routes;
  }

  /** The route of the request; there always is one. */
  public ServedRoute find(ServerWebExchange exchange) {
    for (ServedRoute route : heads.candidates(exchange.getRequest().getURI().getRawPath())) {
      if (route.matches(exchange)) {
        return route;
      }
    }
    return last;
  }
}
