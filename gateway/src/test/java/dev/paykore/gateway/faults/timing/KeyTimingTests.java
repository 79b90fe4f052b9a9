package dev.paykore.gateway.faults.timing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paykore.gateway.authentication.lookup.KeyLookUp;
import dev.paykore.gateway.authentication.lookup.LookUps;
import dev.paykore.gateway.authentication.slowing.Network;
import dev.paykore.gateway.faults.FaultRow;
import dev.paykore.gateway.faults.FaultRun;
import dev.paykore.gateway.redis.RedisWait;
import dev.paykore.gateway.stores.IssuedKey;
import dev.paykore.gateway.stores.Stores;
import dev.paykore.gateway.testing.ConfigurationFolder;
import dev.paykore.gateway.testing.RawHttpClient;
import dev.paykore.gateway.testing.RawResponse;
import dev.paykore.gateway.testing.RunningEdge;
import dev.paykore.keys.Environment;
import dev.paykore.keys.PresentedKey;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** All these keys get one answer; what their time tells is which of them cost a look-up. */
class KeyTimingTests {

  private static final int REQUESTS = FaultRun.times(20, 3_000);
  private static final int SAMPLES = FaultRun.times(2_000, 200_000);
  private static final int KEYS = 500;
  private static final Network SOMEBODY = new Network(4, 1);
  private static final String ROUTE =
      """
      paykore.edge.routes:
        - { id: all, uri: "http://localhost:1", predicates: [ "Path=/**" ],
            metadata: { environment: sandbox } }
      """;

  private static Stores stores;
  private static RunningEdge edge;
  private static RawHttpClient client;

  private final IssuedKey issued = stores.issue(Environment.SANDBOX);

  @BeforeAll
  static void start() {
    stores = Stores.start();
    edge = RunningEdge.start(stores, ConfigurationFolder.with(ROUTE));
    client = RawHttpClient.connect(edge.port());
  }

  @AfterAll
  static void stop() {
    client.close();
    edge.close();
    stores.close();
  }

  @Test
  void aMalformedKeyAndOneOfTheOtherEnvironmentCostNoLookUp() {
    String foreign = stores.issue(Environment.LIVE).key().reveal();
    assertCost(() -> "sk_test_" + "0".repeat(63), 0, 0, 0);
    assertCost(() -> foreign, 0, 0, 0);
  }

  @Test
  void anUnknownKeyCostsALookUpOnceAndThenNone() {
    assertCost(KeyTimingTests::unknown, 0, 0, REQUESTS);
    String again = unknown();
    answer(again);
    assertCost(() -> again, REQUESTS, 0, 0);
  }

  @Test
  void aRevokedKeyIsAskedOfRedisNoMoreThanOnceASecond() {
    stores.change(issued, "UPDATE api_keys SET revoked_at = now() WHERE id = '%s'");
    String revoked = issued.key().reveal();
    answer(revoked);
    double inRedis = lookUps("redis");
    double inPostgres = lookUps("postgres");
    Instant before = Instant.now();
    for (int i = 0; i < REQUESTS; i++) {
      answer(revoked);
    }
    int seconds = Math.toIntExact(Duration.between(before, Instant.now()).toSeconds());
    assertThat(lookUps("redis") - inRedis).isLessThanOrEqualTo(seconds + 1);
    assertThat(lookUps("postgres") - inPostgres).isZero();
  }

  @Test
  void theyAllGetOneAnswer() {
    stores.change(issued, "UPDATE api_keys SET revoked_at = now() WHERE id = '%s'");
    String foreign = stores.issue(Environment.LIVE).key().reveal();
    List<String> bodies =
        Stream.of("sk_test_0", foreign, unknown(), issued.key().reveal())
            .map(KeyTimingTests::answer)
            .map(answer -> answer.status() + answer.body().replaceAll("req_\\w{10}", ""))
            .distinct()
            .toList();
    assertThat(bodies).hasSize(1);
  }

  /** Nobody gets nearer to a key digit by digit: what is compared is a hash of all of it. */
  @Test
  void howNearAGuessIsDoesNotShow() {
    KeyLookUp lookUp = new LookUps(stores).lookUp();
    String key = issued.key().reveal();
    List<String> near =
        Stream.iterate(0, i -> i < KEYS, i -> i + 1)
            .map(i -> key.substring(0, key.length() - 3) + "%03x".formatted(i))
            .filter(guess -> !guess.equals(key))
            .toList();
    List<String> far = Stream.generate(KeyTimingTests::unknown).limit(near.size()).toList();
    // The second of two is faster than the first, so which comes first is left to chance.
    SplittableRandom random = new SplittableRandom();
    long[] nearNanos = new long[SAMPLES];
    long[] farNanos = new long[SAMPLES];
    int[] guesses = new int[SAMPLES];
    for (int i = -SAMPLES / 2; i < SAMPLES; i++) {
      int at = random.nextInt(near.size());
      boolean nearFirst = random.nextBoolean();
      long first = time(lookUp, (nearFirst ? near : far).get(at));
      long second = time(lookUp, (nearFirst ? far : near).get(at));
      guesses[Math.max(i, 0)] = at;
      nearNanos[Math.max(i, 0)] = nearFirst ? first : second;
      farNanos[Math.max(i, 0)] = nearFirst ? second : first;
    }
    double t =
        Welch.t(
            Welch.means(nearNanos, guesses, near.size()),
            Welch.means(farNanos, guesses, near.size()));
    if (FaultRun.isFull()) {
      assertThat(Math.abs(t)).isLessThan(Welch.THRESHOLD);
    }
    FaultRow.of("S11", "guesses that share all but three digits with a good key, and random ones")
        .promised("not told apart: Welch's t below 4.5")
        .seen(
            "t = %.1f over the means of 2 × %d guesses; 2 × %,d parses, hashes and look-ups in the"
                + " process, cropped at 99 %%, medians %.2f and %.2f µs",
            t, near.size(), SAMPLES, Welch.medianMicros(nearNanos), Welch.medianMicros(farNanos));
  }

  @Test
  void whatTheTimeOfAnAnswerTells() {
    stores.change(issued, "UPDATE api_keys SET revoked_at = now() WHERE id = '%s'");
    String foreign = stores.issue(Environment.LIVE).key().reveal();
    String absent = unknown();
    long[][] nanos = new long[4][REQUESTS];
    for (int i = 0; i < REQUESTS; i++) {
      nanos[0][i] = timeOf(foreign);
      nanos[1][i] = timeOf(issued.key().reveal());
      nanos[2][i] = timeOf(absent);
      nanos[3][i] = timeOf(unknown());
    }
    FaultRow.of("S11", "refused keys over HTTP, by the time to their answer")
        .promised(
            "one answer to the byte but for its id; the time tells whether Redis or Postgres was"
                + " asked: no look-up for a malformed or foreign key and for an unknown one again,"
                + " Redis for a revoked one once a second, both for an unknown one")
        .seen(
            "medians foreign %.0f, revoked %.0f, unknown again %.0f, unknown %.0f µs; t of foreign"
                + " and revoked %.0f, of revoked and unknown %.0f",
            Welch.medianMicros(nanos[0]),
            Welch.medianMicros(nanos[1]),
            Welch.medianMicros(nanos[2]),
            Welch.medianMicros(nanos[3]),
            Welch.t(nanos[0], nanos[1]),
            Welch.t(nanos[1], nanos[3]));
  }

  /** Of a text that has just come, as from a client: the lists differ in where they lie. */
  private static long time(KeyLookUp lookUp, String guess) {
    byte[] bytes = guess.getBytes(StandardCharsets.ISO_8859_1);
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    long before = System.nanoTime();
    PresentedKey key = PresentedKey.parse(text).orElseThrow();
    lookUp.find(key.hash(), SOMEBODY, new RedisWait()).block();
    return System.nanoTime() - before;
  }

  private static long timeOf(String key) {
    long before = System.nanoTime();
    answer(key);
    return System.nanoTime() - before;
  }

  private static void assertCost(Supplier<String> keys, int process, int redis, int postgres) {
    double inProcess = lookUps("process");
    double inRedis = lookUps("redis");
    double inPostgres = lookUps("postgres");
    for (int i = 0; i < REQUESTS; i++) {
      answer(keys.get());
    }
    assertThat(lookUps("process") - inProcess).isEqualTo(process);
    assertThat(lookUps("redis") - inRedis).isEqualTo(redis);
    assertThat(lookUps("postgres") - inPostgres).isEqualTo(postgres);
  }

  private static double lookUps(String answeredBy) {
    return edge.bean(MeterRegistry.class)
        .get("paykore.edge.key.lookups")
        .tag("answered_by", answeredBy)
        .counter()
        .count();
  }

  private static RawResponse answer(String key) {
    RawResponse answer = RunningEdge.send(client, "GET /v1", "X-API-Key: " + key);
    assertThat(answer.status()).isEqualTo(401);
    return answer;
  }

  private static String unknown() {
    return stores.unknownKey(Environment.SANDBOX).reveal();
  }
}
