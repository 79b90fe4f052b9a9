package dev.paykore.keys;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class ApiKeyFormatTests {

  private static final Pattern CONTRACT = Pattern.compile("sk_(live|test)_[0-9a-f]{64}");
  private static final Pattern CLAIM = Pattern.compile("(sk|pk)_(live|test)_");

  @Property
  void aSecretKeyIsExactlyWhatTheContractSays(@ForAll("nearlyKeys") String text) {
    assertThat(ApiKeyFormat.isSecretKey(text)).isEqualTo(CONTRACT.matcher(text).matches());
  }

  @Property
  void anyTextMayBeAskedAbout(@ForAll String text) {
    assertThat(ApiKeyFormat.isSecretKey(text)).isFalse();
    assertThat(PresentedKey.parse(text)).isEmpty();
  }

  @Property
  void whatStartsLikeAKeyClaimsToBeOurs(@ForAll("nearlyKeys") String text) {
    assertThat(ApiKeyFormat.claimsToBeOurs(text)).isEqualTo(CLAIM.matcher(text).lookingAt());
  }

  @Example
  void publishableAndBrokenKeysClaimToBeOurs() {
    assertThat(List.of("sk_live_", "sk_test_x", "pk_live_1", "pk_test_"))
        .allMatch(ApiKeyFormat::claimsToBeOurs);
    assertThat(List.of("", "sk_", "SK_LIVE_1", " sk_live_1", "sk-live-1", "rk_live_1"))
        .noneMatch(ApiKeyFormat::claimsToBeOurs);
  }

  @Provide
  Arbitrary<String> nearlyKeys() {
    Arbitrary<String> prefixes =
        Arbitraries.of("sk_live_", "sk_test_", "pk_live_", "sk_prod_", "SK_LIVE_", "");
    Arbitrary<String> digits =
        Arbitraries.oneOf(
            Arbitraries.strings().withChars("0123456789abcdef").ofMinLength(63).ofMaxLength(65),
            Arbitraries.strings().withChars("0123456789abcdef").ofLength(64),
            Arbitraries.strings().withChars("0123456789abcdefABCDEFg/:`@\0é").ofLength(64));
    return Combinators.combine(prefixes, digits).as(String::concat);
  }
}
