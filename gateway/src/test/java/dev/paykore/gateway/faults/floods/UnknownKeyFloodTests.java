package dev.paykore.gateway.faults.floods;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paykore.gateway.faults.FaultRow;
import dev.paykore.gateway.faults.FaultRun;
import dev.paykore.gateway.stores.IssuedKey;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Keys that are well-formed and were never issued, by the million: rows L10 and R20. */
class UnknownKeyFloodTests {

  private static final int KEYS = FaultRun.times(5_000, 1_000_000);
  private static final int FROM_MANY = FaultRun.times(1_000, 250_000);

  /** How many unknown keys the edge remembers as such, and how many networks that sent them. */
  private static final long MOST_REMEMBERED = 100_000;

  private static final int A_SECOND = FaultRun.times(4_000, 6_000);
  private static final int ALLOWANCE = FaultRun.times(60, 300);
  private static final int CONNECTIONS = 8;
  private static final int MANY_CONNECTIONS = 64;
  private static final int AT_ONCE = 16;
  private static final long MOST_GROWTH = 50_000_000;
  private static final double MOST_TIMES_THE_CLIENT = 100;

  /** Of the median: attackers and good client share the processors of the edge. */
  private static final double MOST_TIMES_QUIET = 2;

  private static FloodedEdge edge;

  private final IssuedKey good = edge.issueIntoRedis();
  private final long startNanos = System.nanoTime();

  @BeforeAll
  static void start() {
    edge =
        FloodedEdge.start(
            "--paykore.edge.authentication.unknown-keys-per-minute=" + ALLOWANCE,
            // As long as may be, so that their number meets its bound and not their age.
            "--paykore.edge.authentication.absent-for=5m",
            "--paykore.edge.server.trusted-proxies=" + Origin.TRUSTED_PROXY);
    flood(Origin.address(9), FaultRun.times(500, 20_000));
  }

  @AfterAll
  static void stop() {
    edge.close();
  }

  @Test
  void fromOneAddressTheyCostPostgresItsAllowanceAndNoMemory() {
    long quietMicros = medianWhenQuiet();
    Costs before = Costs.of(edge);
    Bystander bystander = Bystander.of(edge.port(), good.key());
    KeyFlood flood = new KeyFlood(edge.port(), Origin.address(1), CONNECTIONS);
    Map<Integer, Long> answers = flood.send(KEYS, A_SECOND);
    bystander.close();
    Costs costs = Costs.of(edge).since(before);
    double slower = (double) bystander.medianMicros() / quietMicros;

    if (FaultRun.isFull()) {
      assertThat(slower).isLessThan(MOST_TIMES_QUIET);
    }
    assertThat(answers).containsOnlyKeys(401, 429);
    assertThat(costs.lookUps()).isBetween((long) ALLOWANCE, mostLookUps(1));
    assertThat(answers.get(401)).isLessThanOrEqualTo(costs.lookUps());
    assertThat(costs.heapBytes()).isLessThan(MOST_GROWTH);
    assertThat(costs.timesThoseOf(flood)).isLessThanOrEqualTo(MOST_TIMES_THE_CLIENT);
    bystander.expectServed();
    FaultRow.of("L10", "unknown keys from one address")
        .promised(
            "401 until its allowance is used up, then 429 + `Retry-After` without a look-up; heap"
                + " grows by less than 50 MB; CPU of the whole edge at most 100 times what writing"
                + " the bytes and reading the answers takes of the client; remembered keys from"
                + " that address all 200 within 5 s, their median at most twice the quiet one")
        .seen(
            "%,d × 401, %,d × 429 at %,d a second; %s, %.0f times the client's; %,d good"
                + " requests all 200, their median %.1f times the quiet one, the longest %d ms",
            answers.get(401),
            answers.get(429),
            A_SECOND,
            costs.each(KEYS),
            costs.timesThoseOf(flood),
            bystander.count(),
            slower,
            bystander.longestMillis());
  }

  @Test
  void theyLeaveNothingInRedisAndAKeyThereIsFoundBehindTheSameAddress() {
    IssuedKey neighbour = edge.issueIntoRedis();
    Set<String> before = edge.redisKeys();
    Map<Integer, Long> answers = flood(Origin.address(1), 1_000);
    assertThat(answers).containsKey(429);
    assertThat(edge.redisKeys()).isEqualTo(before);
    assertThat(edge.status(neighbour.key())).isEqualTo(200);
    Set<String> keys = edge.redisKeys();
    assertThat(keys).allMatch(key -> edge.stores.redisCommands().pttl(key) > 0);
    FaultRow.of("R20", "distinct unknown keys")
        .promised("not one key more in Redis; every key there expires")
        .seen("0 more after 1,000 of them; all %d there expire", keys.size());
  }

  @Test
  void fromManyAddressesTheyKeepToTheBoundsOfPostgres() {
    Costs before = Costs.of(edge);
    Bystander bystander = Bystander.of(edge.port(), good.key());
    Watch watch = new Watch(edge.statements);
    KeyFlood flood = new KeyFlood(edge.port(), Origin.manyAddresses(), MANY_CONNECTIONS);
    Map<Integer, Long> answers = flood.send(FROM_MANY, A_SECOND);
    watch.close();
    bystander.close();
    long absences = edge.remembered("absence");
    long networks = edge.remembered("network");
    Costs costs = Costs.of(edge).since(before);

    assertThat(answers.keySet()).isSubsetOf(401, 503);
    assertThat(watch.most()).isLessThanOrEqualTo(AT_ONCE);
    assertThat(absences).isBetween(Math.min(FROM_MANY / 2, MOST_REMEMBERED), MOST_REMEMBERED);
    assertThat(networks).isBetween(1L, MOST_REMEMBERED);
    assertThat(costs.heapBytes()).isLessThan(MOST_GROWTH);
    assertThat(costs.timesThoseOf(flood)).isLessThanOrEqualTo(MOST_TIMES_THE_CLIENT);
    bystander.expectServed();
    FaultRow.of("L10", "unknown keys, each from an address of its own")
        .promised(
            "401 or 503; at most 16 connections to Postgres; at most 100,000 absences and as many"
                + " networks are remembered; heap grows by less than 50 MB; CPU"
                + " as above; remembered keys all 200 within 5 s")
        .seen(
            "answers %s on %d connections; %s, %.0f times the client's, at most %d connections to"
                + " Postgres; %,d absences, for 5 min here, and %,d networks remembered; %,d good"
                + " requests all 200",
            answers,
            MANY_CONNECTIONS,
            costs.each(FROM_MANY),
            costs.timesThoseOf(flood),
            watch.most(),
            absences,
            networks,
            bystander.count());
  }

  @Test
  void whatAClientSaysOfItselfGivesItNoFurtherAllowance() {
    long lookUps = edge.statements.lookUps();
    Map<Integer, Long> answers = flood(Origin.liars(), FaultRun.times(1_200, 4_800));
    assertThat(answers).containsOnlyKeys(401, 429);
    assertThat(edge.statements.lookUps() - lookUps)
        .isBetween((long) CONNECTIONS * ALLOWANCE, mostLookUps(CONNECTIONS));
  }

  @Test
  void theAddressesOfOneIpv6NetworkAreOne() {
    long lookUps = edge.statements.lookUps();
    Map<Integer, Long> answers = flood(Origin.oneIpv6Network(), FaultRun.times(400, 1_600));
    assertThat(answers).containsOnlyKeys(401, 429);
    assertThat(edge.statements.lookUps() - lookUps).isLessThanOrEqualTo(mostLookUps(1));
  }

  /** What an allowance a minute lets pass: all of it at once, and then as it comes back. */
  private long mostLookUps(int addresses) {
    long seconds = Duration.ofNanos(System.nanoTime() - startNanos).toSeconds() + 1;
    long ofGoodKeys = 2;
    return addresses * (ALLOWANCE + seconds * ALLOWANCE / 60) + ofGoodKeys;
  }

  private long medianWhenQuiet() {
    try (Bystander bystander = Bystander.of(edge.port(), good.key())) {
      return bystander.awaitCount(FaultRun.times(100, 1_000)).medianMicros();
    }
  }

  private static Map<Integer, Long> flood(Origin origin, int keys) {
    return new KeyFlood(edge.port(), origin, CONNECTIONS).send(keys, A_SECOND);
  }
}
