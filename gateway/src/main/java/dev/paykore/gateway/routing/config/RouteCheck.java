package dev.paykore.gateway.routing.config;

import dev.paykore.gateway.configuration.Problem;
import dev.paykore.keys.Environment;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.origin.Origin;

/** What must hold of all routes together before the edge serves with them. */
public final class RouteCheck {

  private static final int HTTP_PORT = 80;
  private static final int HTTPS_PORT = 443;
  private static final int LAST_PORT = 65_535;
  private static final Duration SHORTEST = Duration.ofMillis(1);

  private final List<Problem> problems = new ArrayList<>();

  private RouteCheck() {}

  /** All that is wrong; none if the routes may serve. */
  public static List<Problem> problems(List<ConfiguredRoute> routes) {
    RouteCheck check = new RouteCheck();
    check.all(routes);
    return List.copyOf(check.problems);
  }

  private void all(List<ConfiguredRoute> routes) {
    if (routes.isEmpty()) {
      add(null, "none (expected: at least one route)");
    }
    routes.forEach(this::one);
    idsAreUnique(routes);
    environmentsShareNoDownstream(routes);
    everyRouteIsReached(routes);
  }

  private void everyRouteIsReached(List<ConfiguredRoute> routes) {
    List<ConfiguredRoute> tried = new ArrayList<>(routes);
    tried.sort(Comparator.comparingInt(configured -> configured.route().order()));
    for (int later = 1; later < tried.size(); later++) {
      ConfiguredRoute hidden = tried.get(later);
      tried.subList(0, later).stream()
          .filter(earlier -> Shadowing.hides(earlier.route(), hidden.route()))
          .findFirst()
          .ifPresent(earlier -> problems.add(hidden.problem("predicates", hiddenBy(earlier))));
    }
  }

  private static String hiddenBy(ConfiguredRoute earlier) {
    return "never reached (expected: a request that %s, tried before, does not match)"
        .formatted(earlier.describe());
  }

  private void one(ConfiguredRoute configured) {
    RouteProperties route = configured.route();
    expect(
        route.id() != null && !route.id().isBlank(),
        configured,
        "id",
        "missing (expected: a name)");
    expect(
        route.metadata().environment() != null,
        configured,
        "metadata.environment",
        "missing (expected: sandbox or live)");
    expect(
        isDownstream(route.uri()),
        configured,
        "uri",
        "%s (expected: http or https with a host and no path)".formatted(written(route.uri())));
    bounds(configured, route.metadata());
    expect(
        !route.predicates().isEmpty(),
        configured,
        "predicates",
        "none (expected: at least one, such as Path=/v1/wallets/**)");
    expect(
        !isExpression(route),
        configured,
        "predicates",
        "'#{' (expected: no expression in predicates or filters)");
    patterns(configured);
  }

  /** They are matched on event loops, with what clients send. */
  private void patterns(ConfiguredRoute configured) {
    RouteProperties route = configured.route();
    for (int i = 0; i < route.predicates().size(); i++) {
      areMatchedInTime("predicates", i, route.predicates().get(i).getArgs(), configured);
    }
    for (int i = 0; i < route.filters().size(); i++) {
      areMatchedInTime("filters", i, route.filters().get(i).getArgs(), configured);
    }
  }

  private void areMatchedInTime(
      String property, int index, Map<String, String> arguments, ConfiguredRoute configured) {
    boolean anywhere = property.equals("filters");
    arguments.values().stream()
        .flatMap(argument -> tooMuchWork(argument, anywhere).stream())
        .map(problem -> configured.problem("%s[%d]".formatted(property, index), problem))
        .forEach(problems::add);
  }

  private static Optional<String> tooMuchWork(String argument, boolean anywhere) {
    if (NestedRepetition.isIn(argument)) {
      return Optional.of(
          "'%s' (expected: no unbounded repetition of what repeats or has alternatives, as (a+)+)"
              .formatted(argument));
    }
    if (CostlyPattern.isIn(argument, anywhere)) {
      return Optional.of(
          "'%s' (expected: a pattern that looks %d times at each character of a long value at most; .*.*x does not, (?>.*?x) does)"
              .formatted(argument, CostlyPattern.MOST_LOOKS));
    }
    return Optional.empty();
  }

  private void bounds(ConfiguredRoute configured, RouteProperties.Metadata metadata) {
    Duration response = metadata.responseTimeout();
    expect(
        response == null || response.compareTo(SHORTEST) >= 0,
        configured,
        "metadata.response-timeout",
        "'%s' (expected: longer than or equal to 1 milli)".formatted(response));
    expect(
        !metadata.maxBody().isNegative(),
        configured,
        "metadata.max-body",
        "'%s' (expected: a size, such as 512KB or 10MB)".formatted(metadata.maxBody()));
  }

  private void expect(boolean holds, ConfiguredRoute route, String property, String problem) {
    if (!holds) {
      problems.add(route.problem(property, problem));
    }
  }

  private void add(@Nullable Origin origin, String problem) {
    problems.add(new Problem(origin, RouteConfigurationReader.PREFIX, problem));
  }

  private static String written(@Nullable URI uri) {
    return uri == null ? "missing" : "'" + uri + "'";
  }

  private static boolean isDownstream(@Nullable URI uri) {
    return uri != null
        && ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))
        && uri.getHost() != null
        && uri.getPort() != 0
        && uri.getPort() <= LAST_PORT
        && uri.getUserInfo() == null
        && (uri.getRawPath().isEmpty() || uri.getRawPath().equals("/"))
        && uri.getRawQuery() == null
        && uri.getRawFragment() == null;
  }

  /** The gateway would evaluate expressions in arguments, and with them anything. */
  private static boolean isExpression(RouteProperties route) {
    return route.predicates().stream().anyMatch(p -> p.getArgs().toString().contains("#{"))
        || route.filters().stream().anyMatch(f -> f.getArgs().toString().contains("#{"));
  }

  private void idsAreUnique(List<ConfiguredRoute> routes) {
    groups(routes, configured -> configured.route().id()).values().stream()
        .filter(group -> group.size() > 1)
        .forEach(group -> add(origin(group), twice(group)));
  }

  private static String twice(List<ConfiguredRoute> routes) {
    return "the same id twice: %s (expected: one for each route)".formatted(describe(routes));
  }

  private void environmentsShareNoDownstream(List<ConfiguredRoute> routes) {
    groups(routes, RouteCheck::downstream).forEach(this::isOfOneEnvironment);
  }

  private void isOfOneEnvironment(String downstream, List<ConfiguredRoute> group) {
    Map<Environment, List<ConfiguredRoute>> byEnvironment =
        groups(group, configured -> configured.route().metadata().environment());
    if (byEnvironment.size() > 1) {
      List<ConfiguredRoute> one = byEnvironment.values().stream().map(List::getFirst).toList();
      add(
          origin(one),
          "a sandbox and a live route share the downstream %s: %s (expected: one for each)"
              .formatted(downstream, describe(one)));
    }
  }

  private static @Nullable String downstream(ConfiguredRoute configured) {
    URI uri = configured.route().uri();
    return isDownstream(uri) ? origin(uri) : null;
  }

  private static @Nullable String origin(@Nullable URI uri) {
    if (uri == null) {
      return null;
    }
    int defaultPort = "https".equals(uri.getScheme()) ? HTTPS_PORT : HTTP_PORT;
    int port = uri.getPort() == -1 ? defaultPort : uri.getPort();
    return "%s://%s:%d".formatted(uri.getScheme(), uri.getHost().toLowerCase(Locale.ROOT), port);
  }

  private static <K> Map<K, List<ConfiguredRoute>> groups(
      List<ConfiguredRoute> routes, Function<ConfiguredRoute, @Nullable K> key) {
    return routes.stream()
        .filter(route -> key.apply(route) != null)
        .collect(Collectors.groupingBy(key));
  }

  private static @Nullable Origin origin(List<ConfiguredRoute> routes) {
    return routes.getFirst().origins().apply("");
  }

  private static String describe(List<ConfiguredRoute> routes) {
    return routes.stream().map(ConfiguredRoute::describe).collect(Collectors.joining(" and "));
  }
}
