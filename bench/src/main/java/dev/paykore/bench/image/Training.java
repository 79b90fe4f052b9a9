package dev.paykore.bench.image;

import dev.paykore.bench.keys.KeyFiles;
import dev.paykore.bench.keys.KeyOrder;
import dev.paykore.bench.load.Load;
import dev.paykore.bench.load.Wrk;
import dev.paykore.bench.peer.Downstream;
import dev.paykore.bench.peer.Ready;
import dev.paykore.bench.peer.RunningPeer;
import dev.paykore.bench.process.Running;
import dev.paykore.bench.stores.Stores;
import dev.paykore.keys.PresentedKey;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * The training run of both images: they serve what they serve in real life, with stores and a
 * wallet service, and write their AOT caches when they end.
 */
public final class Training {

  private static final int KEYS = 1_000;
  private static final int CONNECTIONS = 16;
  private static final Duration LASTING = Duration.ofSeconds(5);
  private static final List<String> PAGES =
      List.of("/login", "/actuator/health", "/openapi.json", "/");

  /** Writing a cache takes as long as some starts. */
  private static final Duration WRITING = Duration.ofMinutes(5);

  private Training() {}

  /** The property {@code bench.project} names the folder of the project. */
  public static void main(String[] arguments) {
    Path project = ImageRun.projectFolder();
    try (Running running = new Running()) {
      Stores stores = running.start(() -> Stores.start(KEYS));
      Downstream downstream = running.start(Downstream::start);
      ImageRun images = new ImageRun(project, stores, downstream);
      RunningPeer edge = running.start(() -> images.edge("--train", folder(project, "gateway")));
      serve(edge, running.start(() -> new KeyFiles(stores.keys())), running.start(Wrk::new));
      edge.endWithin(WRITING);
      RunningPeer console =
          running.start(() -> images.console("--train", folder(project, "console")));
      PresentedKey none = stores.keys().unknown();
      Ready.await(console, "/login", none);
      PAGES.forEach(page -> Ready.status(console, page, none));
      console.endWithin(WRITING);
    }
    // Threads of libraries would keep the process.
    System.exit(0);
  }

  /** All answers that a partner gets: served, limited and refused. */
  private static void serve(RunningPeer edge, KeyFiles keys, Wrk wrk) {
    Ready.await(edge, keys.first(KeyOrder.HOT));
    for (KeyOrder order : KeyOrder.values()) {
      wrk.send(new Load(edge.url() + "/v1/wallets", keys.file(order), CONNECTIONS, LASTING));
    }
  }

  private static String folder(Path project, String module) {
    return project.resolve(module + "/target/aot").toString();
  }
}
