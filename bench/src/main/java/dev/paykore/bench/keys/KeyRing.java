package dev.paykore.bench.keys;

import dev.paykore.keys.ApiKeyGenerator;
import dev.paykore.keys.Environment;
import dev.paykore.keys.PresentedKey;
import java.security.SecureRandom;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The keys of one run. They are made at its start and are nowhere else.
 *
 * @param unlimited keys whose limit no load reaches
 * @param ordinary a key of an ordinary limit, for a look at its bucket
 * @param limited a key that is over its limit after its first request
 * @param unknown a well-formed key that was never issued
 */
public record KeyRing(
    List<IssuedKey> unlimited, IssuedKey ordinary, IssuedKey limited, PresentedKey unknown) {

  private static final int UNREACHED = 100_000_000;
  private static final int ORDINARY = 1_000;
  private static final int LIMITED = 1;

  private static final ApiKeyGenerator GENERATOR = new ApiKeyGenerator(new SecureRandom());

  /** Makes so many unlimited keys, and one of each other kind. */
  public static KeyRing create(int unlimited) {
    return new KeyRing(
        IntStream.range(0, unlimited).mapToObj(i -> issue(UNREACHED)).toList(),
        issue(ORDINARY),
        issue(LIMITED),
        GENERATOR.newKey(Environment.SANDBOX));
  }

  /** All keys that exist. */
  public List<IssuedKey> issued() {
    return Stream.concat(unlimited.stream(), Stream.of(ordinary, limited)).toList();
  }

  private static IssuedKey issue(int requestsPerMinute) {
    return new IssuedKey(
        GENERATOR.newId("key"), GENERATOR.newKey(Environment.SANDBOX), requestsPerMinute);
  }
}
