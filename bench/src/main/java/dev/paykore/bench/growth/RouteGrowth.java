package dev.paykore.bench.growth;

import dev.paykore.bench.peer.RunningPeer;
import dev.paykore.bench.plan.Scenario;
import dev.paykore.bench.process.Folder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** More and more routes; the request is one for the last of them. */
final class RouteGrowth {

  private static final List<Integer> ROUTES = List.of(1, 10, 100, 1_000);

  private final Surrounding around;
  private final HotKeyLoad load;

  RouteGrowth(Surrounding around, HotKeyLoad load) {
    this.around = around;
    this.load = load;
  }

  List<Cost> measure() {
    List<Cost> costs = new ArrayList<>();
    for (int routes : ROUTES) {
      costs.add(measure(routes));
    }
    return costs;
  }

  private Cost measure(int routes) {
    Folder config = Folder.create("routes");
    try {
      config.write("application.yml", yaml(routes).getBytes(StandardCharsets.UTF_8));
      String path = path(routes) + "/wallets";
      RunningPeer edge = around.edge(path, Path.of(config.path() + "/"));
      load.warmUp(edge, path, Scenario.USUAL_CONNECTIONS);
      Cost cost =
          around
              .meter()
              .measure(
                  "routes, the last one asked for",
                  routes,
                  List.of(edge),
                  () -> load.send(edge, path, Scenario.USUAL_CONNECTIONS));
      edge.endWithin(Surrounding.PATIENCE);
      return cost;
    } finally {
      config.delete();
    }
  }

  private String yaml(int routes) {
    return IntStream.rangeClosed(1, routes)
        .mapToObj(this::route)
        .collect(Collectors.joining("", "paykore:\n  edge:\n    routes:\n", ""));
  }

  private String route(int number) {
    return """
              - id: route-%d
                uri: %s
                predicates: [ "Path=%s/**" ]
                metadata: { environment: sandbox }
        """
        .formatted(number, around.site().downstream().url(), path(number));
  }

  private static String path(int number) {
    return "/v1/service-" + number;
  }
}
