package dev.paykore.bench.growth;

import dev.paykore.bench.load.Wrk;
import dev.paykore.bench.peer.JavaPeers;
import dev.paykore.bench.peer.Ready;
import dev.paykore.bench.peer.RunningPeer;
import dev.paykore.bench.peer.Site;
import dev.paykore.bench.process.Running;
import dev.paykore.keys.PresentedKey;
import java.nio.file.Path;
import java.time.Duration;

/**
 * What each kind of growth needs.
 *
 * @param site what edges stand on
 * @param running ends what was started
 * @param meter measures
 * @param wrk sends the load
 */
record Surrounding(Site site, Running running, CostMeter meter, Wrk wrk) {

  /** How long an edge may take to end. */
  static final Duration PATIENCE = Duration.ofSeconds(15);

  /** An edge that answers, with the project's own files. */
  RunningPeer edge(String... properties) {
    return edge("/v1/wallets", site.project().resolve("config"), properties);
  }

  /** An edge that answers at that path, with the files of a folder. */
  RunningPeer edge(String path, Path config, String... properties) {
    RunningPeer edge = running.start(() -> JavaPeers.edge(site, config, properties));
    Ready.await(edge, path, hotKey());
    return edge;
  }

  /** The one key that all send who are not about keys. */
  PresentedKey hotKey() {
    return site.stores().keys().unlimited().getFirst().secret();
  }
}
