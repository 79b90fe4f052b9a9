package dev.paykore.bench.image;

import dev.paykore.bench.comparison.WarmUp;
import dev.paykore.bench.figures.Statistics;
import dev.paykore.bench.keys.KeyFiles;
import dev.paykore.bench.keys.KeyOrder;
import dev.paykore.bench.load.Load;
import dev.paykore.bench.load.Wrk;
import dev.paykore.bench.peer.Downstream;
import dev.paykore.bench.peer.Ready;
import dev.paykore.bench.peer.RunningPeer;
import dev.paykore.bench.plan.Pace;
import dev.paykore.bench.process.Running;
import dev.paykore.bench.stores.Stores;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * How much the edge's image answers in the ten seconds after its first answer, as a part of what it
 * answers once its throughput is steady: with its AOT cache and without, in turns, medians. The
 * closed loop of the comparison, with one hot key.
 */
public final class FirstSeconds {

  private static final int ROUNDS = 3;
  private static final int CONNECTIONS = 64;
  private static final Duration FIRST = Duration.ofSeconds(10);
  private static final double BAR = 0.5;

  private final ImageRun images;
  private final KeyFiles keys;
  private final Wrk wrk;

  private FirstSeconds(ImageRun images, KeyFiles keys, Wrk wrk) {
    this.images = images;
    this.keys = keys;
    this.wrk = wrk;
  }

  /** Takes nothing; the property {@code bench.project} names the folder of the project. */
  public static void main(String[] arguments) {
    Path project = ImageRun.projectFolder();
    try (Running running = new Running()) {
      Stores stores = running.start(() -> Stores.start(1));
      ImageRun images = new ImageRun(project, stores, running.start(Downstream::start));
      KeyFiles keys = running.start(() -> new KeyFiles(stores.keys()));
      new FirstSeconds(images, keys, running.start(Wrk::new)).report();
    }
    System.exit(0);
  }

  private void report() {
    List<Double> cached = new ArrayList<>();
    List<Double> plain = new ArrayList<>();
    for (int i = 0; i < ROUNDS; i++) {
      plain.add(partOfSteady("--plain"));
      cached.add(partOfSteady());
    }
    System.out.printf(
        "first %d s: %.2f of the steady throughput with the AOT cache, %.2f without (bar: %.2f)%n",
        FIRST.toSeconds(), Statistics.median(cached), Statistics.median(plain), BAR);
  }

  private double partOfSteady(String... mode) {
    try (RunningPeer edge = images.edge(mode)) {
      Ready.await(edge, keys.first(KeyOrder.HOT));
      double first = wrk.send(load(edge, FIRST)).perSecond();
      double steady = steady(edge);
      System.out.printf(
          "%s: %,.0f a second in the first %d s, %,.0f steady: %.2f%n",
          mode.length == 0 ? "with the AOT cache" : "without",
          first,
          FIRST.toSeconds(),
          steady,
          first / steady);
      return first / steady;
    }
  }

  private double steady(RunningPeer edge) {
    WarmUp warmUp = WarmUp.of(wrk, load(edge, Pace.FULL.window()), Pace.FULL.maxWindows(), 0);
    if (!warmUp.steady()) {
      throw new IllegalStateException("the edge did not get steady: " + warmUp.windows());
    }
    int windows = warmUp.windows().size();
    return Statistics.median(warmUp.windows().subList(windows - Pace.STEADY_WINDOWS, windows));
  }

  private Load load(RunningPeer edge, Duration lasting) {
    return new Load(edge.url() + "/v1/wallets", keys.file(KeyOrder.HOT), CONNECTIONS, lasting);
  }
}
