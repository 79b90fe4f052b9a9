package dev.paykore.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class PresentedKeyTests {

  /** The example of the public documentation. */
  private static final String EXAMPLE =
      "sk_test_a1b2c3d4e5f6a1b2c3d4e5f6a1b2c3d4e5f6a1b2c3d4e5f6a1b2c3d4e5f6a1b2";

  @ParameterizedTest
  @EnumSource(Environment.class)
  void aGeneratedKeyIsOfItsEnvironmentAndParsesBack(Environment environment) {
    PresentedKey key = ApiKeys.GENERATOR.newKey(environment);
    assertThat(key.environment()).isEqualTo(environment);
    assertThat(key.reveal()).startsWith(environment.keyPrefix());
    assertThat(PresentedKey.parse(key.reveal()).orElseThrow().hash()).isEqualTo(key.hash());
  }

  @Test
  void theContractsExampleIsAKeyOfTheSandbox() {
    PresentedKey key = PresentedKey.parse(EXAMPLE).orElseThrow();
    assertThat(key.environment()).isEqualTo(Environment.SANDBOX);
    assertThat(key.lastFour()).isEqualTo("a1b2");
  }

  @Test
  void neverPrintsItself() {
    PresentedKey key = PresentedKey.parse(EXAMPLE).orElseThrow();
    assertThat(key).hasToString("sk_test_…a1b2");
  }

  @Test
  void theHashIsTheSha256OfTheWholeKey() throws NoSuchAlgorithmException {
    byte[] whole = EXAMPLE.getBytes(StandardCharsets.US_ASCII);
    assertThat(PresentedKey.parse(EXAMPLE).orElseThrow().hash().hex())
        .isEqualTo(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(whole)));
  }

  @Test
  void theSameDigitsInTheOtherEnvironmentAreAnotherKey() {
    String live = EXAMPLE.replace("test", "live");
    assertThat(PresentedKey.parse(live).orElseThrow().hash())
        .isNotEqualTo(PresentedKey.parse(EXAMPLE).orElseThrow().hash());
  }

  @Test
  void generatedKeysAndIdsDoNotRepeat() {
    Set<String> made = new HashSet<>();
    for (int i = 0; i < 10_000; i++) {
      assertThat(made.add(ApiKeys.GENERATOR.newKey(Environment.LIVE).reveal())).isTrue();
      assertThat(made.add(ApiKeys.GENERATOR.newId("key"))).isTrue();
    }
  }

  @Test
  void generatedIdsHaveTheFormThatTheDatabaseChecks() {
    assertThat(ApiKeys.GENERATOR.newId("ptn")).matches("ptn_[0-9a-f]{20}");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 63, 65})
  void aHashOfAnotherLengthIsNone(int length) {
    assertThatThrownBy(() -> new ApiKeyHash("a".repeat(length)))
        .hasMessage("hash: expected 64 lower-case hex digits");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "7", "8", "f"})
  void aHashIsReadAndWrittenInTheSameForm(String digit) {
    String hex = "0123456789abcde" + digit.repeat(33) + "fedcba9876543210";
    assertThat(new ApiKeyHash(hex).hex()).isEqualTo(hex);
    assertThat(new ApiKeyHash(hex)).hasToString(hex).hasSameHashCodeAs(new ApiKeyHash(hex));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 15, 16, 31, 32, 47, 48, 63})
  void hashesThatDifferInOneDigitAreNotTheSame(int index) {
    StringBuilder other = new StringBuilder("a".repeat(64));
    other.setCharAt(index, 'b');
    ApiKeyHash hash = new ApiKeyHash("a".repeat(64));
    assertThat(hash).isEqualTo(new ApiKeyHash("a".repeat(64)));
    assertThat(hash).isNotEqualTo(new ApiKeyHash(other.toString()));
  }

  @Test
  void aHashInUpperCaseIsNone() {
    assertThatThrownBy(() -> new ApiKeyHash("A".repeat(64)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
