package dev.paykore.bench.comparison;

import dev.paykore.bench.figures.Results;
import dev.paykore.bench.keys.KeyFiles;
import dev.paykore.bench.load.Wrk;
import dev.paykore.bench.peer.Downstream;
import dev.paykore.bench.peer.Peer;
import dev.paykore.bench.peer.Ready;
import dev.paykore.bench.peer.RunningPeer;
import dev.paykore.bench.peer.Site;
import dev.paykore.bench.plan.Options;
import dev.paykore.bench.plan.Scenario;
import dev.paykore.bench.process.Running;
import dev.paykore.bench.stores.Stores;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * One run: starts all peers, measures each scenario with all that it suits, and then what else is
 * asked of the edge.
 */
public final class Comparison {

  private final Options options;
  private final Path project;
  private final Running running;

  public Comparison(Options options, Path project, Running running) {
    this.options = options;
    this.project = project;
    this.running = running;
  }

  public Results run() {
    Progress.say("starting the stores and the downstream");
    Stores stores = running.start(() -> Stores.start(options.keys()));
    Downstream downstream = running.start(Downstream::start);
    KeyFiles keys = running.start(() -> new KeyFiles(stores.keys()));
    Wrk wrk = running.start(Wrk::new);
    List<RunningPeer> peers = start(new Site(project, downstream, stores, options.jvmOptions()));

    Results results = new Results(stores.versions());
    Rounds rounds = new Rounds(options.pace(), wrk, keys, results);
    RedisUse redisUse = new RedisUse(options.pace(), wrk, keys, stores);
    for (Scenario scenario : options.scenarios()) {
      List<RunningPeer> suited =
          peers.stream().filter(peer -> scenario.suits(peer.peer())).toList();
      rounds.measure(scenario, suited);
      redisUse.count(scenario, suited).forEach(results::add);
    }
    new SameRate(options.pace(), keys).measure(results, peers);
    redisUse.bucketBytes(peers).forEach(results::add);
    return results;
  }

  /** One after the other, so that none of them starts in another's way. */
  private List<RunningPeer> start(Site site) {
    List<RunningPeer> peers = new ArrayList<>();
    for (Peer peer : options.peers()) {
      Progress.say("starting " + peer.wireName());
      RunningPeer started = running.start(() -> peer.start(site));
      Ready.await(started, site.stores().keys().unlimited().getFirst().secret());
      peers.add(started);
    }
    return peers;
  }
}
