package dev.paykore.bench.report;

import dev.paykore.bench.figures.Measured;
import dev.paykore.bench.figures.RedisCost;
import dev.paykore.bench.figures.Results;
import dev.paykore.bench.peer.Peer;
import dev.paykore.bench.plan.Scenario;
import org.jspecify.annotations.Nullable;

/** What the edge is asked to reach, beside what it reached. */
final class Bars {

  private final Results results;
  private final Table table = new Table("bar", "asked", "seen", "");

  private Bars(Results results) {
    this.results = results;
  }

  static Table of(Results results) {
    Bars bars = new Bars(results);
    bars.compareWithPeers();
    bars.compareWithOwnHotKey();
    bars.compareLatency();
    bars.compareRedis();
    bars.compareMemory();
    return bars.table;
  }

  private void compareWithPeers() {
    Measured edge = results.measured(Scenario.HOT, Peer.EDGE);
    least("edge ÷ scg-bare", 1.25, edge, results.measured(Scenario.HOT, Peer.BARE));
    least("edge ÷ scg-limited", 2.75, edge, results.measured(Scenario.HOT, Peer.LIMITED));
    least("edge ÷ nginx-lua", 1.1, edge, results.measured(Scenario.HOT, Peer.LUA));
    least("edge ÷ reactor-netty", 0.8, edge, results.measured(Scenario.HOT, Peer.NETTY));
  }

  private void compareWithOwnHotKey() {
    Measured hot = results.measured(Scenario.HOT, Peer.EDGE);
    least("all keys ÷ hot key", 0.7, results.measured(Scenario.EVEN, Peer.EDGE), hot);
    least("429 ÷ allowed", 1.5, results.measured(Scenario.LIMITED, Peer.EDGE), hot);
    least("401 ÷ allowed", 1.5, results.measured(Scenario.UNKNOWN, Peer.EDGE), hot);
  }

  private void compareLatency() {
    Measured edge = results.sameRate().get(Peer.EDGE);
    Measured bare = results.sameRate().get(Peer.BARE);
    if (edge != null && bare != null) {
      most("p99 of edge ÷ scg-bare", 1.25, edge.p99Millis() / bare.p99Millis());
    }
  }

  private void compareRedis() {
    for (RedisCost commands : results.commands()) {
      if (commands.peer() == Peer.EDGE) {
        most(
            "Redis commands a request, " + commands.scenario().words(),
            commands.scenario() == Scenario.HOT ? 0.1 : 1.1,
            commands.sent());
      }
    }
    results.buckets().stream()
        .filter(bucket -> bucket.peer() == Peer.EDGE)
        .forEach(bucket -> most("bytes a bucket", 120, (double) bucket.bytes()));
  }

  private void compareMemory() {
    Measured even = results.measured(Scenario.EVEN, Peer.EDGE);
    if (even != null) {
      most("RSS with all keys, MiB", 512, (double) even.residentMebibytes());
    }
  }

  private void least(String name, double asked, @Nullable Measured over, @Nullable Measured under) {
    if (over != null && under != null) {
      double seen = over.perSecond() / under.perSecond();
      row(name, "≥ " + asked, seen, seen >= asked);
    }
  }

  private void most(String name, double asked, double seen) {
    row(name, "≤ " + asked, seen, seen <= asked);
  }

  private void row(String name, String asked, double seen, boolean met) {
    table.row(name, asked, "%.2f".formatted(seen), met ? "met" : "missed");
  }
}
