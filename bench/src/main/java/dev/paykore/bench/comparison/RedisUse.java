package dev.paykore.bench.comparison;

import dev.paykore.bench.figures.BucketSize;
import dev.paykore.bench.figures.RedisCost;
import dev.paykore.bench.keys.IssuedKey;
import dev.paykore.bench.keys.KeyFiles;
import dev.paykore.bench.load.Answered;
import dev.paykore.bench.load.Load;
import dev.paykore.bench.load.Wrk;
import dev.paykore.bench.peer.Ready;
import dev.paykore.bench.peer.RunningPeer;
import dev.paykore.bench.plan.Pace;
import dev.paykore.bench.plan.Scenario;
import dev.paykore.bench.stores.CommandCounts;
import dev.paykore.bench.stores.SentCommands;
import dev.paykore.bench.stores.Stores;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** What a request costs Redis. Not while throughput is measured: to count costs something too. */
final class RedisUse {

  private static final Set<Scenario> COUNTED = EnumSet.of(Scenario.HOT, Scenario.EVEN);
  private static final int REQUESTS_FOR_A_BUCKET = 100;

  /**
   * While {@code MONITOR} watches, a Redis that has to share two busy cores is so slow that an edge
   * does without it, which would count as thrift. A request with a key of its own costs as many
   * commands whoever else asks.
   */
  private static final int CONNECTIONS_WITH_ALL_KEYS = 8;

  private final Pace pace;
  private final Wrk wrk;
  private final KeyFiles keys;
  private final Stores stores;

  RedisUse(Pace pace, Wrk wrk, KeyFiles keys, Stores stores) {
    this.pace = pace;
    this.wrk = wrk;
    this.keys = keys;
    this.stores = stores;
  }

  List<RedisCost> count(Scenario scenario, List<RunningPeer> peers) {
    return COUNTED.contains(scenario)
        ? withKeys(peers).map(peer -> count(scenario, peer)).toList()
        : List.of();
  }

  List<BucketSize> bucketBytes(List<RunningPeer> peers) {
    return withKeys(peers).map(this::bucketBytes).toList();
  }

  private RedisCost count(Scenario scenario, RunningPeer peer) {
    Load load =
        new Load(
            peer.url() + scenario.path(),
            keys.file(scenario.keys()),
            scenario == Scenario.EVEN ? CONNECTIONS_WITH_ALL_KEYS : scenario.connections(),
            pace.window());
    CommandCounts before = stores.commandCounts();
    try (SentCommands sent = stores.countSentCommands()) {
      Answered answered = wrk.send(load);
      double requests = answered.requests();
      return new RedisCost(
          scenario,
          peer.peer(),
          sent.soFar() / requests,
          stores.commandCounts().since(before) / requests);
    }
  }

  private BucketSize bucketBytes(RunningPeer peer) {
    IssuedKey key = stores.keys().ordinary();
    for (int i = 0; i < REQUESTS_FOR_A_BUCKET; i++) {
      Ready.status(peer, Scenario.HOT.path(), key.secret());
    }
    return new BucketSize(peer.peer(), stores.bytesBeyondNames(peer.peer().bucketPattern(key)));
  }

  private static java.util.stream.Stream<RunningPeer> withKeys(List<RunningPeer> peers) {
    return peers.stream().filter(peer -> peer.peer().knowsKeys());
  }
}
