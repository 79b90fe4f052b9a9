package dev.paykore.bench.image;

import dev.paykore.bench.figures.Statistics;
import dev.paykore.bench.peer.Downstream;
import dev.paykore.bench.peer.Ready;
import dev.paykore.bench.peer.RunningPeer;
import dev.paykore.bench.process.Running;
import dev.paykore.bench.stores.Stores;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * How long the edge's image takes from the start of its process to the first 200 for a key, with
 * its AOT cache and without: taking turns, medians. What {@code k8s/image/run} and the container
 * runtime do before that process starts does not count.
 */
public final class FirstAnswer {

  private static final int ROUNDS = 5;
  private static final double BAR = 0.55;

  private FirstAnswer() {}

  /** Takes nothing; the property {@code bench.project} names the folder of the project. */
  public static void main(String[] arguments) {
    Path project = ImageRun.projectFolder();
    try (Running running = new Running()) {
      Stores stores = running.start(() -> Stores.start(1));
      ImageRun images = new ImageRun(project, stores, running.start(Downstream::start));
      // The image is unpacked by the first one, which does not count.
      millis(images);
      List<Double> cached = new ArrayList<>();
      List<Double> plain = new ArrayList<>();
      for (int i = 0; i < ROUNDS; i++) {
        plain.add(millis(images, "--plain"));
        cached.add(millis(images));
      }
      report(Statistics.median(cached), Statistics.median(plain));
    }
    System.exit(0);
  }

  private static double millis(ImageRun images, String... mode) {
    long start = System.nanoTime();
    try (RunningPeer edge = images.edge(mode)) {
      Ready.await(edge, images.stores().keys().unlimited().getFirst().secret());
      Duration all = Duration.ofNanos(System.nanoTime() - start);
      return all.minus(Objects.requireNonNull(edge.process()).untilStartOf("java")).toMillis();
    }
  }

  private static void report(double cached, double plain) {
    System.out.printf(
        "first 200: %.0f ms with the AOT cache, %.0f ms without: %.2f (bar: %.2f)%n",
        cached, plain, cached / plain, BAR);
  }
}
