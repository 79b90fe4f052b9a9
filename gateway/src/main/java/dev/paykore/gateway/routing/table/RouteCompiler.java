package dev.paykore.gateway.routing.table;

import dev.paykore.gateway.configuration.BindProblems;
import dev.paykore.gateway.configuration.Problem;
import dev.paykore.gateway.environment.RouteEnvironment;
import dev.paykore.gateway.routing.RouteBounds;
import dev.paykore.gateway.routing.config.ConfiguredRoute;
import dev.paykore.gateway.routing.config.RouteProperties;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.cloud.gateway.filter.FilterDefinition;
import org.springframework.cloud.gateway.filter.GatewayFilter;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.filter.GlobalFilter;
import org.springframework.cloud.gateway.filter.OrderedGatewayFilter;
import org.springframework.cloud.gateway.handler.AsyncPredicate;
import org.springframework.cloud.gateway.handler.predicate.GatewayPredicate;
import org.springframework.cloud.gateway.route.Route;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.core.OrderComparator;
import org.springframework.core.Ordered;
import reactor.core.publisher.Mono;

/** Makes served routes of checked ones: what does not exist or does not bind is found here. */
public final class RouteCompiler {

  private final RouteFactories factories;
  private final List<GatewayFilter> globalFilters;

  public RouteCompiler(RouteFactories factories, List<GlobalFilter> globalFilters) {
    this.factories = factories;
    this.globalFilters = globalFilters.stream().map(RouteCompiler::asFilterOfARoute).toList();
  }

  /**
   * Makes the routes, in the order in which they are tried.
   *
   * @param problems takes each predicate and filter that cannot be made
   */
  public List<ServedRoute> compile(List<ConfiguredRoute> routes, Consumer<Problem> problems) {
    List<ServedRoute> served = new ArrayList<>();
    for (ConfiguredRoute route : routes) {
      served.add(new Compilation(route, problems).serve());
    }
    served.sort(OrderComparator.INSTANCE.withSourceProvider(each -> ((ServedRoute) each).route()));
    return List.copyOf(served);
  }

  /** Makes a route that is written in code, with one filter of its own. */
  public ServedRoute compile(Route route, GatewayFilter own) {
    return new ServedRoute(route, List.of(), chain(List.of(own)));
  }

  private GatewayFilterChain chain(List<GatewayFilter> own) {
    List<GatewayFilter> all = new ArrayList<>(globalFilters);
    all.addAll(own);
    OrderComparator.sort(all);
    return FilterLink.chain(all, exchange -> Mono.empty(), own::contains);
  }

  private static GatewayFilter asFilterOfARoute(GlobalFilter filter) {
    int order = filter instanceof Ordered ordered ? ordered.getOrder() : Ordered.LOWEST_PRECEDENCE;
    return new OrderedGatewayFilter(filter::filter, order);
  }

  /** One route that is being made. */
  private final class Compilation {

    private final ConfiguredRoute configured;
    private final Consumer<Problem> problems;

    Compilation(ConfiguredRoute configured, Consumer<Problem> problems) {
      this.configured = configured;
      this.problems = problems;
    }

    ServedRoute serve() {
      RouteProperties properties = configured.route();
      List<GatewayPredicate> predicates =
          each("predicates", properties.predicates(), factories::predicate);
      List<GatewayFilter> filters = ordered(each("filters", properties.filters(), this::filter));
      return new ServedRoute(route(properties, filters), predicates, chain(filters));
    }

    private GatewayFilter filter(FilterDefinition definition) {
      return factories.filter(Objects.requireNonNull(configured.route().id()), definition);
    }

    private <D, M> List<M> each(String property, List<D> definitions, Function<D, M> make) {
      List<M> made = new ArrayList<>();
      for (int i = 0; i < definitions.size(); i++) {
        try {
          made.add(make.apply(definitions.get(i)));
        } catch (RuntimeException e) {
          String place = "%s[%d]".formatted(property, i);
          problems.accept(configured.problem(place, reason(e)));
        }
      }
      return made;
    }

    private static Route route(RouteProperties properties, List<GatewayFilter> filters) {
      return Route.async()
          .id(Objects.requireNonNull(properties.id()))
          .uri(Objects.requireNonNull(properties.uri()))
          .order(properties.order())
          .asyncPredicate(AsyncPredicate.from(exchange -> true))
          .replaceFilters(filters)
          .metadata(metadata(properties.metadata()))
          .build();
    }

    private static Map<String, Object> metadata(RouteProperties.Metadata metadata) {
      return Map.of(
          RouteEnvironment.METADATA,
          Objects.requireNonNull(metadata.environment()).wireName(),
          RouteBounds.METADATA,
          new RouteBounds(metadata.maxBody().toBytes(), metadata.responseTimeout()));
    }

    /** As the framework has it: filters of a route come in the order in which they are written. */
    private static List<GatewayFilter> ordered(List<GatewayFilter> filters) {
      List<GatewayFilter> ordered = new ArrayList<>();
      for (GatewayFilter filter : filters) {
        ordered.add(
            filter instanceof Ordered
                ? filter
                : new OrderedGatewayFilter(filter, ordered.size() + 1));
      }
      return ordered;
    }

    private static String reason(Throwable error) {
      for (Throwable cause = error; cause != null; cause = cause.getCause()) {
        if (cause instanceof BindException arguments) {
          return BindProblems.of(arguments, "", Set.of()).stream()
              .map(problem -> problem.property() + ": " + problem.message())
              .collect(Collectors.joining(", "));
        }
      }
      Throwable cause = NestedExceptionUtils.getMostSpecificCause(error);
      String message = Objects.requireNonNullElse(cause.getMessage(), cause.toString());
      return message.replaceAll("\\s+", " ");
    }
  }
}
