package dev.paykore.keys.usage;

import static java.util.Map.Entry.comparingByKey;
import static org.assertj.core.api.Assertions.assertThat;

import dev.paykore.keys.ApiKeys;
import dev.paykore.servers.RedisCluster;
import dev.paykore.servers.RedisProcess;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.cluster.api.StatefulRedisClusterConnection;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import reactor.core.publisher.Mono;

/**
 * Whatever edges report of a key, in whatever order, and whatever stretch of minutes it is in: each
 * count is seen once by second, minute and hour alike.
 */
class UsageModelTests {

  private static final long TEN_AT_NIGHT = Instant.parse("2026-01-02T22:00:00Z").getEpochSecond();
  private static final long FIVE_HOURS = 5 * 3_600;
  private static final long DAY = 86_400;
  private static final long MIDNIGHT = 2 * 3_600;
  private static final long STRETCH = UsageLife.LONGEST_STRETCH.toSeconds();

  private static RedisProcess server;
  private static RedisClient client;
  private static StatefulRedisConnection<String, String> connection;

  private static RedisCluster cluster;
  private static RedisClusterClient clusterClient;
  private static StatefulRedisClusterConnection<String, String> clusterConnection;

  @BeforeContainer
  static void start() {
    server = RedisProcess.start();
    client = RedisClient.create(server.url());
    connection = client.connect();
    cluster = RedisCluster.start();
    clusterClient =
        RedisClusterClient.create(
            RedisURI.create("localhost", cluster.masters().getFirst().port()));
    clusterConnection = clusterClient.connect();
  }

  @AfterContainer
  static void stop() {
    client.shutdown();
    server.close();
    clusterClient.shutdown();
    cluster.close();
  }

  /** A single server keeps the current stretch for itself, a cluster does not. */
  @Provide
  Arbitrary<Supplier<RedisClusterAsyncCommands<String, String>>> servers() {
    return Arbitraries.of(connection::async, clusterConnection::async);
  }

  @Property(tries = 100)
  void eachCountIsSeenOnceHoweverItIsAskedFor(
      @ForAll("servers") Supplier<RedisClusterAsyncCommands<String, String>> redis,
      @ForAll("flushes") List<List<UsageCount>> flushes) {
    UsageReader reader = new UsageReader(redis);
    String key = ApiKeys.GENERATOR.newId("key");
    write(redis, key, 1, flushes);
    List<UsageCount> all = flushes.stream().flatMap(List::stream).toList();
    long end = TEN_AT_NIGHT + FIVE_HOURS;
    assertThat(sorted(get(reader.bySecond(key, TEN_AT_NIGHT, end)))).isEqualTo(summed(all, 1));
    assertThat(sorted(get(reader.byMinute(key, TEN_AT_NIGHT, end)))).isEqualTo(summed(all, 60));
    assertThat(sorted(hours(reader, key))).isEqualTo(summed(all, 3_600));
    assertThat(get(reader.lastUsed(key))).isEqualTo(lastUsed(all));
  }

  /** What the roll-up reads again may have grown, and never shrunk. */
  @Example
  void aStretchThatIsOverCountsAsBefore() {
    UsageReader reader = new UsageReader(connection::async);
    UsageCount first = new UsageCount("sec_1", TEN_AT_NIGHT, 3, 1, 2);
    String key = ApiKeys.GENERATOR.newId("key");
    write(connection::async, key, 1, List.of(List.of(first)));
    HourlyUsage before = get(reader.byHour(key, TEN_AT_NIGHT / DAY));
    write(
        connection::async,
        key,
        2,
        List.of(List.of(new UsageCount("sec_2", TEN_AT_NIGHT + STRETCH, 1, 0, 0))));
    HourlyUsage after = get(reader.byHour(key, TEN_AT_NIGHT / DAY));
    assertThat(after.counterId()).isEqualTo(before.counterId());
    assertThat(before.counts()).containsExactly(first);
    assertThat(after.counts()).contains(first).hasSize(2);
  }

  /**
   * Forward in time for the most part, as clocks go, and sometimes late; some so close together
   * that a stretch is over by what it has, and those around midnight.
   */
  @Provide
  Arbitrary<List<List<UsageCount>>> flushes() {
    Arbitrary<Long> spread = Arbitraries.longs().between(0, FIVE_HOURS - 1);
    Arbitrary<Long> dense = Arbitraries.longs().between(MIDNIGHT - STRETCH / 2, MIDNIGHT + STRETCH);
    Arbitrary<Long> crowded = Arbitraries.longs().between(MIDNIGHT - 30, MIDNIGHT + 30);
    return Arbitraries.oneOf(flushes(spread, 4), flushes(dense, 12), flushes(crowded, 12));
  }

  private static Arbitrary<List<List<UsageCount>>> flushes(Arbitrary<Long> seconds, int counts) {
    Arbitrary<Long> small = Arbitraries.longs().between(0, 3);
    Arbitrary<UsageCount> count =
        Combinators.combine(Arbitraries.of("sec_1", "sec_2"), seconds, small, small, small)
            .as((secret, at, a, l, e) -> new UsageCount(secret, TEN_AT_NIGHT + at, a + 1, l, e));
    Arbitrary<List<List<UsageCount>>> any = count.list().ofMaxSize(counts).list().ofMaxSize(12);
    return any.flatMap(flushes -> Arbitraries.of(flushes, inOrder(flushes)));
  }

  private static List<List<UsageCount>> inOrder(List<List<UsageCount>> flushes) {
    return flushes.stream()
        .flatMap(List::stream)
        .sorted(Comparator.comparingLong(UsageCount::epochSecond))
        .map(List::of)
        .toList();
  }

  private static void write(
      Supplier<RedisClusterAsyncCommands<String, String>> redis,
      String key,
      long firstSequence,
      List<List<UsageCount>> flushes) {
    UsageReports reports = new UsageReports(redis);
    for (int i = 0; i < flushes.size(); i++) {
      KeyUsage usage = new KeyUsage(key, flushes.get(i), List.of());
      reports.write(new UsageFlush("edge-1", firstSequence + i, List.of(usage))).blockLast();
    }
  }

  private static List<UsageCount> hours(UsageReader reader, String key) {
    return Stream.of(TEN_AT_NIGHT / DAY, TEN_AT_NIGHT / DAY + 1)
        .flatMap(day -> reader.byHour(key, day).blockOptional().stream())
        .flatMap(usage -> usage.counts().stream())
        .toList();
  }

  private static List<UsageCount> summed(List<UsageCount> counts, long unitSeconds) {
    Map<String, long[]> sums = new TreeMap<>();
    for (UsageCount count : counts) {
      long start = count.epochSecond() / unitSeconds * unitSeconds;
      long[] sum = sums.computeIfAbsent(start + " " + count.secretId(), any -> new long[3]);
      sum[0] += count.allowed();
      sum[1] += count.limited();
      sum[2] += count.errors();
    }
    return sums.entrySet().stream().sorted(comparingByKey()).map(UsageModelTests::count).toList();
  }

  private static UsageCount count(Map.Entry<String, long[]> sum) {
    String[] startAndSecret = sum.getKey().split(" ", 2);
    long start = Long.parseLong(startAndSecret[0]);
    long[] counts = sum.getValue();
    return new UsageCount(startAndSecret[1], start, counts[0], counts[1], counts[2]);
  }

  private static List<UsageCount> sorted(List<UsageCount> counts) {
    List<UsageCount> sorted = new ArrayList<>(counts);
    sorted.sort(
        Comparator.comparingLong(UsageCount::epochSecond).thenComparing(UsageCount::secretId));
    return sorted;
  }

  private static Map<String, Instant> lastUsed(List<UsageCount> counts) {
    return counts.stream()
        .collect(
            Collectors.toMap(
                UsageCount::secretId,
                count -> Instant.ofEpochSecond(count.epochSecond()),
                (one, other) -> one.isAfter(other) ? one : other));
  }

  private static <T> T get(Mono<T> mono) {
    return Objects.requireNonNull(mono.block());
  }
}
