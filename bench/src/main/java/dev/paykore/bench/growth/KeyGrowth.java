package dev.paykore.bench.growth;

import dev.paykore.bench.keys.IssuedKey;
import dev.paykore.bench.load.Answered;
import dev.paykore.bench.load.Load;
import dev.paykore.bench.peer.RunningPeer;
import dev.paykore.bench.plan.Scenario;
import dev.paykore.bench.process.Folder;
import dev.paykore.keys.PresentedKey;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * More and more keys, each sent as often as any other. Each has been sent about twice before it is
 * measured, unless there are more than can be in the time: then most requests are their key's
 * first.
 */
final class KeyGrowth {

  private static final int FEWEST = 100;
  private static final int TIMES = 10;
  private static final Duration WARMING_UP = Duration.ofSeconds(5);
  private static final int MOST_WINDOWS = 8;

  private final Surrounding around;
  private final Duration round;

  KeyGrowth(Surrounding around, Duration round) {
    this.around = around;
    this.round = round;
  }

  List<Cost> measure() {
    RunningPeer edge = around.edge();
    List<Cost> costs = new ArrayList<>();
    Folder folder = Folder.create("growth");
    try {
      List<IssuedKey> all = around.site().stores().keys().unlimited();
      for (int keys = FEWEST; keys <= all.size(); keys *= TIMES) {
        costs.add(measure(edge, keys, write(folder, all.subList(0, keys))));
      }
    } finally {
      folder.delete();
    }
    edge.endWithin(Surrounding.PATIENCE);
    return costs;
  }

  private Cost measure(RunningPeer edge, int keys, Path file) {
    long sent = 0;
    int least = keys == FEWEST ? MOST_WINDOWS : 2;
    for (int i = 0; i < MOST_WINDOWS && (i < least || sent < 2L * keys); i++) {
      sent += send(edge, file, WARMING_UP).requests();
    }
    return around
        .meter()
        .measure("keys, sent evenly", keys, List.of(edge), () -> send(edge, file, round));
  }

  private Answered send(RunningPeer edge, Path file, Duration lasting) {
    String url = edge.url() + Scenario.EVEN.path();
    return around.wrk().send(new Load(url, file, Scenario.USUAL_CONNECTIONS, lasting));
  }

  private static Path write(Folder folder, List<IssuedKey> keys) {
    String lines =
        keys.stream()
            .map(IssuedKey::secret)
            .map(PresentedKey::reveal)
            .collect(Collectors.joining("\n", "", "\n"));
    return folder.write("keys", lines.getBytes(StandardCharsets.US_ASCII));
  }
}
