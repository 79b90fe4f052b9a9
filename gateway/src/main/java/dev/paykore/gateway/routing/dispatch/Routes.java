package dev.paykore.gateway.routing.dispatch;

import dev.paykore.gateway.configuration.InvalidConfigurationException;
import dev.paykore.gateway.configuration.Problem;
import dev.paykore.gateway.configuration.Reloadable;
import dev.paykore.gateway.routing.config.ConfiguredRoute;
import dev.paykore.gateway.routing.config.RouteCheck;
import dev.paykore.gateway.routing.config.RouteConfigurationReader;
import dev.paykore.gateway.routing.table.RouteCompiler;
import dev.paykore.gateway.routing.table.RouteTable;
import dev.paykore.gateway.routing.table.ServedRoute;
import java.util.ArrayList;
import java.util.List;
import org.springframework.core.env.Environment;

/** The routes that are served now. A request keeps those with which it began. */
public final class Routes implements Reloadable {

  private final RouteCompiler compiler;
  private final ServedRoute last;
  private volatile RouteTable table;

  /**
   * @throws InvalidConfigurationException if the routes that are configured cannot serve
   */
  Routes(Environment environment, RouteCompiler compiler) {
    this.compiler = compiler;
    this.last = UnknownRoute.madeBy(compiler);
    this.table = tableOf(environment);
  }

  /** All routes that are served now. */
  public RouteTable now() {
    return table;
  }

  @Override
  public Runnable prepare(Environment candidate) {
    RouteTable next = tableOf(candidate);
    return () -> table = next;
  }

  private RouteTable tableOf(Environment environment) {
    List<ConfiguredRoute> configured = new RouteConfigurationReader(environment).read();
    InvalidConfigurationException.throwIfAny(RouteCheck.problems(configured));
    List<Problem> problems = new ArrayList<>();
    List<ServedRoute> served = compiler.compile(configured, problems::add);
    InvalidConfigurationException.throwIfAny(problems);
    return new RouteTable(served, last);
  }
}
