package dev.paykore.gateway.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paykore.gateway.bucket.TokenBucket;
import dev.paykore.keys.redis.RedisNames;
import io.lettuce.core.ScriptOutputType;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** The script's arithmetic, with the time as an argument instead of Redis's clock. */
class TakeTokensScriptTests {

  private static final long HIGHEST_VERSION = (1L << 53) - 1;
  private static final Path CORPUS =
      Path.of("src", "test", "resources", "corpus", "scripts", "take-tokens.txt");
  private static final long NOW = 1_717_200_000_000L;
  private static final String SCRIPT =
      replaced(
          replaced(source(), "redis.call('TIME')", "{ARGV[4], ARGV[5]}"), ", 'PX', until_full", "");

  private static BucketRedis redis;

  /** Requests at a time, which need not be later than the one before. */
  record Step(long clockMillis, int wanted, int limit) {}

  @BeforeContainer
  static void start() {
    redis = new BucketRedis();
  }

  @AfterContainer
  static void stop() {
    redis.close();
  }

  @Property(tries = 300)
  void agreesWithJavaOnAnySequence(@ForAll("steps") List<Step> steps) {
    Demand key = BucketRedis.freshKey(1);
    TokenBucket bucket = null;
    for (Step step : steps) {
      long now = NOW + step.clockMillis();
      TokenBucket before = bucket == null ? TokenBucket.full(step.limit(), now) : bucket;
      TokenBucket.Take take = before.take(step.wanted(), now, step.limit());
      bucket = take.after();
      assertThat(run(key.keyId(), step))
          .containsExactly((long) take.granted(), bucket.level(), bucket.atMillis());
    }
  }

  @Example
  void readsMillisecondsFromRedisTime() {
    Demand key = BucketRedis.freshKey(1);
    List<Long> answer = eval(key.keyId(), "1", "300", "1", Long.toString(NOW / 1000), "123999");
    assertThat(answer).containsExactly(1L, 299L * 60_000, NOW + 123);
  }

  @Example
  void takesRubbishForAFullBucket() {
    for (String rubbish : List.of("", "1 2", "-1 2 3", "nan nan nan", "1 2 3 4", "1e9 2 3")) {
      Demand key = BucketRedis.freshKey(1);
      redis.sync().set(RedisNames.bucket(key.keyId()), rubbish);
      assertThat(run(key.keyId(), new Step(0, 1, 10))).as(rubbish).first().isEqualTo(1L);
      assertThat(run(key.keyId(), new Step(0, 10, 10))).as(rubbish).first().isEqualTo(9L);
    }
  }

  @Property(tries = 500)
  void anyTextsInRedisAreABucketAndAVersion(
      @ForAll("texts") String bucket, @ForAll("texts") String version) {
    expectTokensOrAHigherVersion(bucket, version);
  }

  /** Replays {@code corpus/scripts/take-tokens.txt}: a bucket and a version a line. */
  @Example
  void whatWasFoundOnceIsABucketAndAVersionToo() throws IOException {
    for (String line : Files.readAllLines(CORPUS)) {
      if (!line.startsWith("#")) {
        String[] texts = line.split(" \\| ?", 2);
        expectTokensOrAHigherVersion(texts[0], texts[1]);
      }
    }
  }

  private static void expectTokensOrAHigherVersion(String bucket, String version) {
    String keyId = BucketRedis.freshKey(1).keyId();
    redis.sync().set(RedisNames.bucket(keyId), bucket);
    redis.sync().set(RedisNames.version(keyId), version);
    Step step = new Step(0, 1, 10);
    List<Long> answer = run(keyId, step);
    if (answer.getFirst() == -1) {
      assertThat(answer).containsExactly(-1L, Long.parseLong(version), NOW);
      assertThat(answer.get(1)).isBetween(2L, HIGHEST_VERSION);
      return;
    }
    assertThat(answer.getFirst()).isBetween(0L, 1L);
    assertThat(answer.get(1)).isBetween(0L, 10L * 60_000);
    assertThat(run(keyId, step).getFirst()).isBetween(0L, 1L);
  }

  @Provide
  Arbitrary<String> texts() {
    Arbitrary<String> numbers =
        Arbitraries.of(
            "",
            "0",
            "1",
            "2",
            "-1",
            "1.5",
            "1e3",
            "1e999",
            "0x10",
            "inf",
            "-inf",
            "nan",
            " 7",
            "600000",
            "1717200000000",
            "999999999999999",
            "9999999999999999",
            "9".repeat(400));
    return Arbitraries.oneOf(
        numbers,
        numbers.list().ofSize(3).map(three -> String.join(" ", three)),
        Arbitraries.strings().withChars("0123456789 .-+exnaif\n\u0000\u00e4").ofMaxLength(30));
  }

  @Provide
  Arbitrary<List<Step>> steps() {
    Arbitrary<Long> clocks =
        Arbitraries.oneOf(
            Arbitraries.longs().between(-1000, 200_000), Arbitraries.longs().between(0, 3000));
    Arbitrary<Integer> limits =
        Arbitraries.oneOf(
            Arbitraries.integers().between(1, Integer.MAX_VALUE), Arbitraries.of(1, 300, 1000));
    Arbitrary<Integer> wanted =
        Arbitraries.oneOf(
            Arbitraries.integers().between(0, 2000), Arbitraries.of(1, Integer.MAX_VALUE));
    return Combinators.combine(clocks, wanted, limits).as(Step::new).list().ofMaxSize(30);
  }

  private static List<Long> run(String keyId, Step step) {
    long now = NOW + step.clockMillis();
    return eval(
        keyId,
        Integer.toString(step.wanted()),
        Integer.toString(step.limit()),
        "1",
        Long.toString(now / 1000),
        Long.toString(now % 1000 * 1000));
  }

  private static List<Long> eval(String keyId, String... arguments) {
    String[] keys = {RedisNames.bucket(keyId), RedisNames.version(keyId)};
    return redis.sync().eval(SCRIPT, ScriptOutputType.MULTI, keys, arguments);
  }

  private static String replaced(String text, String old, String replacement) {
    assertThat(text).containsOnlyOnce(old);
    return text.replace(old, replacement);
  }

  private static String source() {
    try (InputStream in = TakeCalls.class.getResourceAsStream("take-tokens.lua")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
