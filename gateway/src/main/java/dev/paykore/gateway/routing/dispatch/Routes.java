package dev.paykore.gateway.routing.dispatch;

import dev.paykore.gateway.routing.table.RouteTable;
import java.util.concurrent.atomic.AtomicReference;

/** The routes that are served now. A request keeps those with which it began. */
public final class Routes {

  private final AtomicReference<RouteTable> table;

  Routes(RouteTable table) {
    this.table = new AtomicReference<>(table);
  }

  RouteTable now() {
    return table.get();
  }

  /** Serves other routes from now on, all at once. */
  public void replaceWith(RouteTable next) {
    table.set(next);
  }
}
