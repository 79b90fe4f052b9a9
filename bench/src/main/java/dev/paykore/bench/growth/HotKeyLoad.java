package dev.paykore.bench.growth;

import dev.paykore.bench.load.Answered;
import dev.paykore.bench.load.Load;
import dev.paykore.bench.load.Wrk;
import dev.paykore.bench.peer.RunningPeer;
import dev.paykore.bench.process.Folder;
import dev.paykore.keys.PresentedKey;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;

/** Sends one key on a number of connections. */
final class HotKeyLoad implements AutoCloseable {

  /** So many rounds under load, and an edge is steady. */
  private static final int ROUNDS_OF_WARMING_UP = 6;

  private final Folder folder = Folder.create("hot");
  private final Wrk wrk;
  private final Path file;
  private final Duration round;

  HotKeyLoad(PresentedKey key, Wrk wrk, Duration round) {
    this.wrk = wrk;
    this.round = round;
    this.file = folder.write("key", (key.reveal() + "\n").getBytes(StandardCharsets.US_ASCII));
  }

  void warmUp(RunningPeer edge, String path, int connections) {
    send(edge, path, connections, round.multipliedBy(ROUNDS_OF_WARMING_UP));
  }

  Answered send(RunningPeer edge, String path, int connections) {
    return send(edge, path, connections, round);
  }

  private Answered send(RunningPeer edge, String path, int connections, Duration lasting) {
    return wrk.send(new Load(edge.url() + path, file, connections, lasting));
  }

  @Override
  public void close() {
    folder.delete();
  }
}
