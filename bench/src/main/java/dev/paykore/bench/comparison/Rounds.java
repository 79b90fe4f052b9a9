package dev.paykore.bench.comparison;

import dev.paykore.bench.figures.Measured;
import dev.paykore.bench.figures.Results;
import dev.paykore.bench.keys.KeyFiles;
import dev.paykore.bench.keys.KeyOrder;
import dev.paykore.bench.load.Answered;
import dev.paykore.bench.load.Load;
import dev.paykore.bench.load.Wrk;
import dev.paykore.bench.peer.Peer;
import dev.paykore.bench.peer.Ready;
import dev.paykore.bench.peer.RunningPeer;
import dev.paykore.bench.plan.Pace;
import dev.paykore.bench.plan.Scenario;
import dev.paykore.keys.PresentedKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Measures a scenario: each peer is warmed up, and then all of them take turns, in another order in
 * each round, so that what slows the machine down for a while slows no peer alone.
 */
final class Rounds {

  private final Pace pace;
  private final Wrk wrk;
  private final KeyFiles keys;
  private final Results results;

  Rounds(Pace pace, Wrk wrk, KeyFiles keys, Results results) {
    this.pace = pace;
    this.wrk = wrk;
    this.keys = keys;
    this.results = results;
  }

  void measure(Scenario scenario, List<RunningPeer> peers) {
    peers.forEach(peer -> warmUp(scenario, peer));
    Map<Peer, List<Measured.Round>> rounds = new EnumMap<>(Peer.class);
    List<RunningPeer> order = new ArrayList<>(peers);
    for (int i = 0; i < pace.rounds(); i++) {
      for (RunningPeer peer : order) {
        rounds.computeIfAbsent(peer.peer(), none -> new ArrayList<>()).add(round(scenario, peer));
      }
      Collections.rotate(order, 1);
    }
    rounds.forEach((peer, all) -> results.add(scenario, peer, new Measured(all)));
  }

  private void warmUp(Scenario scenario, RunningPeer peer) {
    checkStatus(scenario, peer);
    long leastRequests = scenario.keys() == KeyOrder.EVEN ? 2L * keys.count() : 0;
    WarmUp warmUp =
        WarmUp.of(wrk, load(scenario, peer, pace.window()), pace.maxWindows(), leastRequests);
    peer.forgetOutput();
    if (pace.warmsUp() && !warmUp.steady()) {
      results.doubt(
          "%s, %s: not steady after %d windows"
              .formatted(scenario.words(), peer.peer().wireName(), warmUp.windows().size()));
    }
  }

  /** The second request counts: the first one uses up what the limited key may. */
  private void checkStatus(Scenario scenario, RunningPeer peer) {
    PresentedKey key = keys.first(scenario.keys());
    Ready.status(peer, scenario.path(), key);
    int status = Ready.status(peer, scenario.path(), key);
    if (peer.peer().knowsKeys() && status != scenario.status()) {
      results.doubt(
          "%s, %s: answered %d (expected: %d)"
              .formatted(scenario.words(), peer.peer().wireName(), status, scenario.status()));
    }
  }

  private Measured.Round round(Scenario scenario, RunningPeer peer) {
    Answered answered = wrk.send(load(scenario, peer, pace.round()));
    Measured.Round round = new Measured.Round(answered, peer.residentKibibytes());
    peer.forgetOutput();
    Progress.say(
        "%s, %s: %,.0f a second"
            .formatted(scenario.words(), peer.peer().wireName(), answered.perSecond()));
    return round;
  }

  private Load load(Scenario scenario, RunningPeer peer, Duration lasting) {
    return new Load(
        peer.url() + scenario.path(), keys.file(scenario.keys()), scenario.connections(), lasting);
  }
}
