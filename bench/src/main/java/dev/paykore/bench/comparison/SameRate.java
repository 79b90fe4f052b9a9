package dev.paykore.bench.comparison;

import dev.paykore.bench.figures.Measured;
import dev.paykore.bench.figures.Results;
import dev.paykore.bench.keys.KeyFiles;
import dev.paykore.bench.load.Answered;
import dev.paykore.bench.load.Load;
import dev.paykore.bench.load.OpenLoop;
import dev.paykore.bench.peer.Peer;
import dev.paykore.bench.peer.RunningPeer;
import dev.paykore.bench.plan.Pace;
import dev.paykore.bench.plan.Scenario;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How long requests take at half of what the edge can answer, for the edge and for a bare gateway
 * at the same rate. The loop is open: see {@link OpenLoop}.
 */
final class SameRate {

  private static final Set<Peer> COMPARED = EnumSet.of(Peer.BARE, Peer.EDGE);
  private static final double PART_OF_SATURATION = 0.5;

  private final Pace pace;
  private final KeyFiles keys;

  SameRate(Pace pace, KeyFiles keys) {
    this.pace = pace;
    this.keys = keys;
  }

  void measure(Results results, List<RunningPeer> peers) {
    List<RunningPeer> order =
        new ArrayList<>(peers.stream().filter(peer -> COMPARED.contains(peer.peer())).toList());
    Measured saturation = results.measured(Scenario.HOT, Peer.EDGE);
    if (order.size() < COMPARED.size() || saturation == null) {
      return;
    }
    double rate = saturation.perSecond() * PART_OF_SATURATION;
    Map<Peer, List<Measured.Round>> rounds = new EnumMap<>(Peer.class);
    // The first round warms up the generator, and the peers to this rate.
    order.forEach(peer -> round(peer, pace.window(), rate));
    for (int i = 0; i < pace.rounds(); i++) {
      for (RunningPeer peer : order) {
        rounds
            .computeIfAbsent(peer.peer(), none -> new ArrayList<>())
            .add(round(peer, pace.round(), rate));
      }
      Collections.rotate(order, 1);
    }
    rounds.forEach((peer, all) -> results.addSameRate(peer, new Measured(all)));
  }

  private Measured.Round round(RunningPeer peer, Duration lasting, double rate) {
    Scenario scenario = Scenario.HOT;
    Load load =
        new Load(
            peer.url() + scenario.path(),
            keys.file(scenario.keys()),
            scenario.connections(),
            lasting);
    Answered answered = OpenLoop.send(load, rate);
    Measured.Round round = new Measured.Round(answered, peer.residentKibibytes());
    peer.forgetOutput();
    Progress.say(
        "%,.0f a second, %s: p99 %.2f ms"
            .formatted(rate, peer.peer().wireName(), answered.p99Micros() / 1000.0));
    return round;
  }
}
