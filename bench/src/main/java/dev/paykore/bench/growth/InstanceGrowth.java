package dev.paykore.bench.growth;

import dev.paykore.bench.load.Answered;
import dev.paykore.bench.peer.RunningPeer;
import dev.paykore.bench.plan.Scenario;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * More and more edges on one Redis, all asked for one key at once. They share the cores of one
 * machine, so that it is not their throughput that counts but what a request costs Redis.
 */
final class InstanceGrowth {

  private static final List<Integer> INSTANCES = List.of(1, 2, 4);
  private static final String PATH = Scenario.HOT.path();

  private final Surrounding around;
  private final HotKeyLoad load;

  InstanceGrowth(Surrounding around, HotKeyLoad load) {
    this.around = around;
    this.load = load;
  }

  List<Cost> measure() {
    List<RunningPeer> edges = new ArrayList<>();
    List<Cost> costs = new ArrayList<>();
    for (int instances : INSTANCES) {
      while (edges.size() < instances) {
        edges.add(around.edge());
        load.warmUp(edges.getLast(), PATH, Scenario.USUAL_CONNECTIONS);
      }
      costs.add(
          around
              .meter()
              .measure("edges, one key", instances, List.copyOf(edges), () -> sendToAll(edges)));
    }
    edges.forEach(edge -> edge.endWithin(Surrounding.PATIENCE));
    return costs;
  }

  private Answered sendToAll(List<RunningPeer> edges) {
    int connections = Scenario.USUAL_CONNECTIONS / edges.size();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Answered>> answered =
          edges.stream()
              .map(edge -> threads.submit(() -> load.send(edge, PATH, connections)))
              .toList();
      return together(answered);
    }
  }

  private static Answered together(List<Future<Answered>> parts) {
    Answered sum = new Answered(0, 0, 0, 0, 0, 0);
    for (Future<Answered> part : parts) {
      sum = sum.and(get(part));
    }
    return sum;
  }

  private static Answered get(Future<Answered> part) {
    try {
      return part.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
