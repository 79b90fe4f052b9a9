package dev.paykore.bench.figures;

import dev.paykore.bench.peer.Peer;
import dev.paykore.bench.plan.Scenario;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** All that was measured in one run. */
public final class Results {

  private static final double WRONG_TOLERATED = 0.001;

  private final String storeVersions;
  private final Map<Scenario, Map<Peer, Measured>> measured = new EnumMap<>(Scenario.class);
  private final Map<Peer, Measured> sameRate = new EnumMap<>(Peer.class);
  private final List<RedisCost> commands = new ArrayList<>();
  private final List<BucketSize> buckets = new ArrayList<>();
  private final List<String> doubts = new ArrayList<>();

  public Results(String storeVersions) {
    this.storeVersions = storeVersions;
  }

  public void add(Scenario scenario, Peer peer, Measured figures) {
    measured.computeIfAbsent(scenario, none -> new EnumMap<>(Peer.class)).put(peer, figures);
    int expected = peer.knowsKeys() ? scenario.status() : 200;
    double wrong = (double) figures.wrong(expected) / figures.requests();
    if (wrong > WRONG_TOLERATED) {
      doubts.add(
          "%s, %s: %.1f %% of the answers were not %d"
              .formatted(scenario.words(), peer.wireName(), wrong * 100, expected));
    }
  }

  public void add(RedisCost counted) {
    commands.add(counted);
  }

  public void add(BucketSize bucket) {
    buckets.add(bucket);
  }

  public void addSameRate(Peer peer, Measured figures) {
    sameRate.put(peer, figures);
  }

  /** Something that makes the figures less worth. */
  public void doubt(String words) {
    doubts.add(words);
  }

  /** The figures of a peer in a scenario, or {@code null} if they were not asked for. */
  public @Nullable Measured measured(Scenario scenario, Peer peer) {
    return measured(scenario).get(peer);
  }

  public Map<Peer, Measured> measured(Scenario scenario) {
    return measured.getOrDefault(scenario, Map.of());
  }

  public Map<Peer, Measured> sameRate() {
    return sameRate;
  }

  public List<RedisCost> commands() {
    return commands;
  }

  public List<BucketSize> buckets() {
    return buckets;
  }

  public List<String> doubts() {
    return doubts;
  }

  public String storeVersions() {
    return storeVersions;
  }
}
