package dev.paykore.keys.usage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.paykore.keys.ApiKeys;
import dev.paykore.keys.redis.RedisNames;
import dev.paykore.servers.RedisProcess;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

class UsageReportsTests {

  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final long STRETCH = UsageLife.LONGEST_STRETCH.toSeconds();
  private static final long NOON = Instant.parse("2026-01-02T12:00:00Z").getEpochSecond();
  private static final String SECRET = "sec_0123456789abcdef0123";

  private static RedisProcess server;
  private static RedisClient client;
  private static StatefulRedisConnection<String, String> connection;

  private final UsageReports reports = new UsageReports(connection::async);
  private final UsageReader reader = new UsageReader(connection::async);
  private final String key = ApiKeys.GENERATOR.newId("key");

  @BeforeAll
  static void start() {
    server = RedisProcess.start();
    client = RedisClient.create(server.url());
    connection = client.connect();
  }

  @AfterAll
  static void stop() {
    client.shutdown();
    server.close();
  }

  @Test
  void aFlushIsCountedBySecondMinuteAndHour() {
    write(flush("edge-1", 1, count(NOON, 3, 1, 2), count(NOON + 61, 4, 0, 0)));
    assertThat(get(reader.bySecond(key, NOON, NOON + 120)))
        .containsExactly(count(NOON, 3, 1, 2), count(NOON + 61, 4, 0, 0));
    assertThat(get(reader.byMinute(key, NOON, NOON + 120)))
        .containsExactly(count(NOON, 3, 1, 2), count(NOON + 60, 4, 0, 0));
    assertThat(get(reader.byHour(key, NOON / 86_400)))
        .isEqualTo(new HourlyUsage("edge-1-1", List.of(count(NOON, 7, 1, 2))));
  }

  @Test
  void aFlushThatIsSentTwiceCountsOnce() {
    UsageFlush flush = flush("edge-1", 5, count(NOON, 3, 1, 2));
    write(flush);
    write(flush);
    assertThat(total()).isEqualTo(count(NOON, 3, 1, 2));
  }

  @Test
  void aFlushThatIsSentTwentyTimesAtOnceCountsOnce() {
    UsageFlush flush = flush("edge-1", 5, count(NOON, 3, 1, 2));
    get(Flux.range(0, 20).flatMap(i -> reports.write(flush)).then());
    assertThat(total()).isEqualTo(count(NOON, 3, 1, 2));
  }

  @Test
  void whatIsLeftOfAFlushIsCountedAndNothingTwice() {
    List<KeyUsage> many = IntStream.range(0, 4 * 32).mapToObj(i -> usage(key + i)).toList();
    UsageFlush flush = new UsageFlush("edge-1", 1, many);
    List<KeyUsage> taken =
        reports.write(flush).take(2).flatMapIterable(k -> k).collectList().block();
    assertThat(taken).hasSize(2 * 32);
    UsageFlush left =
        flush.without(taken.stream().map(KeyUsage::keyId).collect(Collectors.toSet()));
    write(left);
    write(left);
    for (KeyUsage one : many) {
      assertThat(get(reader.bySecond(one.keyId(), NOON, NOON + 1)))
          .containsExactly(count(NOON, 1, 0, 0));
    }
  }

  @Test
  void theFlushesOfOneProcessAddUp() {
    write(flush("edge-1", 9, count(NOON, 1, 0, 0)));
    write(flush("edge-1", 10, count(NOON, 1, 0, 0)));
    assertThat(total()).isEqualTo(count(NOON, 2, 0, 0));
  }

  @Test
  void twoEdgesAddUp() {
    write(flush("edge-1", 1, count(NOON, 3, 1, 0)));
    write(flush("edge-2", 1, count(NOON, 4, 0, 1)));
    assertThat(total()).isEqualTo(count(NOON, 7, 1, 1));
  }

  @Test
  void eachSecretHasItsOwnLine() {
    UsageCount other = new UsageCount("sec_other", NOON, 5, 0, 0);
    write(flush("edge-1", 1, count(NOON, 1, 0, 0), other));
    assertThat(get(reader.bySecond(key, NOON, NOON + 1)))
        .containsExactlyInAnyOrder(count(NOON, 1, 0, 0), other);
  }

  @Test
  void readsOnlyTheStretchThatIsAskedFor() {
    write(flush("edge-1", 1, count(NOON, 1, 0, 0), count(NOON + 1, 2, 0, 0)));
    assertThat(get(reader.bySecond(key, NOON + 1, NOON + 2)))
        .containsExactly(count(NOON + 1, 2, 0, 0));
    assertThat(get(reader.bySecond(key, NOON + 2, NOON + 100))).isEmpty();
  }

  @Test
  void lastUsedNeverGoesBack() {
    write(flush("edge-1", 1, count(NOON + 9, 1, 0, 0)));
    write(flush("edge-2", 1, count(NOON, 1, 0, 0)));
    assertThat(lastUsed()).isEqualTo(NOON + 9);
    write(flush("edge-1", 2, count(NOON + STRETCH, 1, 0, 0)));
    write(flush("edge-2", 2, count(NOON + 11, 0, 1, 0)));
    assertThat(lastUsed()).isEqualTo(NOON + STRETCH);
    write(flush("edge-1", 3, new UsageCount("sec_other", NOON + 2 * STRETCH, 1, 0, 0)));
    write(flush("edge-2", 3, count(NOON + STRETCH + 20, 1, 0, 0), count(NOON + 13, 0, 0, 1)));
    assertThat(lastUsed()).isEqualTo(NOON + STRETCH + 20);
  }

  /** Redis walks over the fields of a small hash to find one. */
  @Test
  void aKeyThatIsUsedOftenHasFewFieldsInItsCurrentHash() {
    for (int second = 0; second < 120; second++) {
      write(flush("edge-1", second + 1, count(NOON + second, 1, 1, 1)));
      assertThat(connection.sync().hlen(RedisNames.usageCurrent(key))).isLessThan(32 + 16 + 3);
    }
    assertThat(get(reader.bySecond(key, NOON, NOON + 120))).hasSize(120);
  }

  @Test
  void lastUsedDoesNotGoBackWithWhatComesLateWhenAStretchIsOver() {
    write(flush("edge-1", 1, count(NOON, 1, 0, 0)));
    write(flush("edge-1", 2, count(NOON + 170, 1, 0, 0)));
    for (int late = 0; late < 50; late++) {
      write(flush("edge-2", late + 1, count(NOON + 60 + late, 1, 1, 1)));
      write(flush("edge-3", late + 1, count(NOON + late, 1, 1, 1)));
      assertThat(lastUsed()).isEqualTo(NOON + 170);
    }
  }

  @Test
  void namesTheKeysThatWereUsedInAnHour() {
    write(flush("edge-1", 1, count(NOON, 1, 0, 0)));
    assertThat(get(reader.activeKeys(NOON / 3_600).collectList())).contains(key);
    assertThat(get(reader.activeKeys(NOON / 3_600 - 1).collectList())).doesNotContain(key);
  }

  @Test
  void aFailedRequestIsFoundByItsIdAndOnlyUnderItsKey() {
    FailedRequest request = failed("req_0123456789", NOON, 504);
    write(flush("edge-1", 1, List.of(request)));
    assertThat(get(reader.failedRequest(key, "req_0123456789"))).isEqualTo(request);
    assertThat(get(reader.failedRequest(key, "req_xxxxxxxxxx"))).isNull();
    assertThat(get(reader.failedRequest("key_other", "req_0123456789"))).isNull();
  }

  @Test
  void aFloodOfRefusalsIsBoundedAndDisplacesNoOtherError() {
    FailedRequest error = failed("req_error", NOON, 502);
    write(flush("edge-1", 1, List.of(error)));
    for (int flush = 0; flush < 15; flush++) {
      write(flush("edge-1", flush + 2L, refusals(flush * 100)));
    }
    assertThat(connection.sync().hlen(RedisNames.requests(key)))
        .isEqualTo(UsageLife.REQUESTS_PER_CLASS + 1);
    assertThat(get(reader.failedRequest(key, "req_error"))).isEqualTo(error);
    assertThat(get(reader.failedRequest(key, "req_0"))).isNull();
    assertThat(get(reader.failedRequest(key, "req_1499"))).isNotNull();
  }

  @Test
  void aRequestIsForgottenAfterADay() {
    write(flush("edge-1", 1, List.of(failed("req_old", NOON, 502))));
    long tomorrow = NOON + UsageLife.REQUESTS.toSeconds();
    write(flush("edge-1", 2, List.of(failed("req_new", tomorrow, 502))));
    assertThat(get(reader.failedRequest(key, "req_old"))).isNull();
    assertThat(get(reader.failedRequest(key, "req_new"))).isNotNull();
  }

  @Test
  void everythingThatIsWrittenExpires() {
    List<FailedRequest> requests = List.of(failed("req_0", NOON, 429), failed("req_1", NOON, 502));
    UsageFlush both =
        new UsageFlush(
            "edge-1",
            1,
            List.of(
                new KeyUsage(
                    key, List.of(count(NOON, 1, 1, 1), count(NOON + STRETCH, 1, 1, 1)), requests)));
    write(both);
    write(flush("edge-1", 2, count(NOON - 60, 1, 1, 1)));
    List<String> names = connection.sync().keys("paykore:*" + key + "*");
    assertThat(names).hasSize(11);
    assertThat(names).allSatisfy(name -> assertThat(connection.sync().pttl(name)).isPositive());
    assertThat(connection.sync().pttl(RedisNames.activeKeys(NOON / 3_600))).isPositive();
  }

  @Test
  void anErrorOfRedisIsAnError() {
    connection.sync().set(RedisNames.usageCurrent(key), "in the way");
    UsageFlush flush = flush("edge-1", 1, count(NOON, 3, 0, 0));
    assertThatThrownBy(() -> write(flush)).hasMessageContaining("WRONGTYPE");
  }

  @Test
  void whatIsInTheWayOfOneKeyKeepsNoOtherFromBeingCounted() {
    String blocked = ApiKeys.GENERATOR.newId("key");
    connection.sync().set(RedisNames.usageHours(blocked, NOON / 86_400), "in the way");
    UsageFlush flush =
        new UsageFlush("edge-1", 1, List.of(usage(blocked), usage(key), usage("key_third")));
    assertThatThrownBy(() -> write(flush)).hasMessageContaining("WRONGTYPE");
    assertThat(total()).isEqualTo(count(NOON, 1, 0, 0));
    assertThat(get(reader.bySecond("key_third", NOON, NOON + 1))).hasSize(1);
    write(flush);
    assertThat(total()).isEqualTo(count(NOON, 1, 0, 0));
  }

  @Test
  void manyKeysAreWrittenWithFewCalls() {
    connection.sync().configResetstat();
    List<KeyUsage> many = IntStream.range(0, 2_000).mapToObj(i -> usage(key + i)).toList();
    List<KeyUsage> taken =
        reports
            .write(new UsageFlush("edge-1", 1, many))
            .flatMapIterable(k -> k)
            .collectList()
            .block(PATIENCE);
    assertThat(callsOf("evalsha") + callsOf("eval")).isBetween(2_000 / 32, 2_000 / 32 + 5);
    assertThat(taken).containsExactlyInAnyOrderElementsOf(many);
    for (KeyUsage one : many) {
      assertThat(get(reader.bySecond(one.keyId(), NOON, NOON + 1)))
          .containsExactly(count(NOON, 1, 0, 0));
    }
    assertThat(get(reader.activeKeys(NOON / 3_600).collectList()))
        .containsAll(many.stream().map(KeyUsage::keyId).toList());
  }

  @Test
  void aFlushCarriesABoundedNumberOfRequests() {
    List<FailedRequest> tooMany =
        IntStream.rangeClosed(0, KeyUsage.MAX_FAILED_REQUESTS)
            .mapToObj(i -> failed("req_" + i, NOON, 429))
            .toList();
    assertThatThrownBy(() -> new KeyUsage(key, List.of(), tooMany))
        .hasMessageContaining("101 (expected: <= 100)");
  }

  private long lastUsed() {
    return Objects.requireNonNull(get(reader.lastUsed(key)).get(SECRET)).getEpochSecond();
  }

  private UsageCount total() {
    return get(reader.bySecond(key, NOON, NOON + 1)).getFirst();
  }

  private static List<FailedRequest> refusals(int from) {
    return IntStream.range(from, from + 100)
        .mapToObj(i -> failed("req_" + i, NOON + i, 429))
        .toList();
  }

  private static FailedRequest failed(String id, long second, int status) {
    return new FailedRequest(
        id, Instant.ofEpochSecond(second), SECRET, status, "CODE", "no", 12, "GET", "a route");
  }

  private static UsageCount count(long second, long allowed, long limited, long errors) {
    return new UsageCount(SECRET, second, allowed, limited, errors);
  }

  private UsageFlush flush(String process, long sequence, UsageCount... counts) {
    KeyUsage usage = new KeyUsage(key, List.of(counts), List.of());
    return new UsageFlush(process, sequence, List.of(usage));
  }

  private UsageFlush flush(String process, long sequence, List<FailedRequest> requests) {
    KeyUsage usage = new KeyUsage(key, List.of(), requests);
    return new UsageFlush(process, sequence, List.of(usage));
  }

  private static KeyUsage usage(String keyId) {
    return new KeyUsage(keyId, List.of(count(NOON, 1, 0, 0)), List.of());
  }

  private static int callsOf(String command) {
    Matcher calls =
        Pattern.compile("cmdstat_%s:calls=([0-9]+),".formatted(command))
            .matcher(connection.sync().info("commandstats"));
    return calls.find() ? Integer.parseInt(calls.group(1)) : 0;
  }

  private void write(UsageFlush flush) {
    reports.write(flush).blockLast(PATIENCE);
  }

  private static <T> T get(Mono<T> mono) {
    return mono.blockOptional(PATIENCE).orElse(null);
  }
}
