package dev.paykore.keys.usage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

import dev.paykore.keys.redis.RedisNames;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;

/** What goes to Redis and comes from there, whatever it is. */
class UsageCodecTests {

  @Property
  void aFailedRequestIsReadAsItWasWritten(@ForAll("requests") FailedRequest request) {
    assertThat(FailedRequestCodec.decode(request.requestId(), FailedRequestCodec.encode(request)))
        .contains(request);
  }

  @Property
  void anyTextIsARequestOrNone(@ForAll("texts") String text) {
    assertThatNoException().isThrownBy(() -> FailedRequestCodec.decode("req_4kMnO5pQrS", text));
  }

  @Property
  void anyHashIsReadForWhatItHolds(@ForAll("texts") String field, @ForAll("texts") String value) {
    Map<String, String> hash = Map.of(field, value, "sec_1:67:a", "3");
    assertThat(UsageFields.decode(hash, 60, 1)).contains(new UsageCount("sec_1", 67, 3, 0, 0));
  }

  /** Replays {@code corpus/usage-fields.txt}. */
  @Example
  void rubbishInAHashIsPassedOver() throws IOException {
    try (InputStream in = UsageCodecTests.class.getResourceAsStream("/corpus/usage-fields.txt")) {
      new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .map(line -> line.split(" \\| ", 2))
          .forEach(parts -> anyHashIsReadForWhatItHolds(parts[0], parts[1]));
    }
  }

  @Property
  void theScriptTakesEveryArgumentAndNoMore(
      @ForAll @Size(min = 1, max = 3) List<@From("usages") KeyUsage> usages) {
    UsageArguments arguments = UsageArguments.of(new UsageFlush("p", 1, usages), usages, false);
    Deque<String> left = new ArrayDeque<>(arguments.values());
    take(left, 11);
    int names = 1;
    for (int key = 0; key < usages.size(); key++) {
      names += takeKey(left);
    }
    assertThat(left).isEmpty();
    assertThat(arguments.names()).hasSize(names);
  }

  /** Else a cluster would find out in the middle of the script that it is elsewhere. */
  @Property
  void whereAllIsAddedAtOnceEveryNameIsGiven(@ForAll @From("usages") KeyUsage usage) {
    List<KeyUsage> usages = List.of(usage);
    UsageArguments arguments = UsageArguments.of(new UsageFlush("p", 1, usages), usages, true);
    assertThat(arguments.names()).contains(RedisNames.lastUsed("key_1"));
    for (UsageCount count : usage.counts()) {
      long second = count.epochSecond();
      assertThat(arguments.names())
          .contains(
              RedisNames.usageSeconds("key_1", second / 60),
              RedisNames.usageMinutes("key_1", second / 3_600),
              RedisNames.usageHours("key_1", second / 86_400));
    }
  }

  @Provide
  Arbitrary<String> texts() {
    Arbitrary<String> pieces =
        Arbitraries.of(
            "sec_1",
            ":",
            "1",
            "-1",
            "59",
            "3667",
            "a",
            "l",
            "e",
            "9223372036854775807",
            "99999999999999999999",
            " ",
            "-",
            "200",
            "x",
            "\u0000",
            "id",
            "");
    return Arbitraries.oneOf(
        pieces.list().ofMaxSize(10).map(list -> String.join("", list)), Arbitraries.strings());
  }

  @Provide
  Arbitrary<FailedRequest> requests() {
    Arbitrary<String> words = Arbitraries.strings().alpha().numeric().ofMinLength(1).ofMaxLength(9);
    Arbitrary<String> routes = Arbitraries.strings().withChars("ab -:").ofMaxLength(9);
    Arbitrary<Long> times = Arbitraries.longs().between(0, 4_102_444_800_000L);
    Arbitrary<Integer> statuses = Arbitraries.of(429, 500, 502, 503, 504);
    return Combinators.combine(times, words, statuses, words, words.injectNull(0.3), times, routes)
        .as(
            (at, secret, status, code, forwarded, duration, route) ->
                new FailedRequest(
                    "req_" + code,
                    Instant.ofEpochMilli(at),
                    secret,
                    status,
                    code,
                    forwarded,
                    duration,
                    "GET",
                    route));
  }

  @Provide
  Arbitrary<KeyUsage> usages() {
    Arbitrary<Long> small = Arbitraries.longs().between(0, 3);
    Arbitrary<UsageCount> counts =
        Combinators.combine(
                Arbitraries.of("sec_1", "sec_2"),
                Arbitraries.longs().between(0, 200_000),
                small,
                small,
                small)
            .as(UsageCount::new);
    return Combinators.combine(counts.list().ofMaxSize(20), requests().list().ofMaxSize(5))
        .as((list, failed) -> new KeyUsage("key_1", list, failed));
  }

  /** What the script takes of one key; how many names it has. */
  private static int takeKey(Deque<String> left) {
    int names = number(left);
    int values = number(left);
    int before = left.size();
    int minutes = number(left);
    for (int minute = 0; minute < minutes; minute++) {
      take(left, 1);
      take(left, 2 * number(left));
    }
    int requests = number(left);
    take(left, 4 * requests);
    assertThat(before - left.size()).isEqualTo(values);
    assertThat(names).isEqualTo(1 + (requests > 0 ? 3 : 0));
    return names;
  }

  private static int number(Deque<String> left) {
    return Integer.parseInt(left.remove());
  }

  private static void take(Deque<String> left, int count) {
    for (int i = 0; i < count; i++) {
      left.remove();
    }
  }
}
