package dev.paykore.keys;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeyMaskTests {

  private static final String DIGITS = "0123456789abcdef".repeat(4);

  @ParameterizedTest
  @CsvSource({
    "/a/sk_test_%s/b, /a/sk_test_***/b",
    "/a?key=sk_live_%s&b=c, /a?key=sk_live_***&b=c",
    "/SK_LIVE_%s, /SK_LIVE_***",
    "/sk%%5Flive%%5f%s, /sk%%5Flive%%5f***",
    "/sk%%255Flive%%255f%s, /sk%%255Flive%%255f***",
    "/pk_test_short, /pk_test_***",
    "/%%73k_test_%s, /%%73k_test_***",
    "/%s, /***",
    "/sk_test, /sk_test",
    "/v1/wallets/w_1, /v1/wallets/w_1"
  })
  void whatMayBeASecretIsMasked(String text, String masked) {
    String given = text.contains("%s") ? text.formatted(DIGITS) : text.formatted();
    assertThat(KeyMask.mask(given)).isEqualTo(masked.formatted());
  }

  @Property
  void noKeyOutlivesItsMaskWhateverStandsAroundIt(
      @ForAll @StringLength(max = 20) String before, @ForAll @StringLength(max = 20) String after) {
    assertThat(KeyMask.mask(before + "sk_live_" + DIGITS + after)).doesNotContain(DIGITS);
  }

  @Property
  void theQuickLookMissesNothingThatThePatternsFind(
      @ForAll
          @Chars({'s', 'k', 'K', '_', '%', '-'})
          @CharRange(from = '0', to = '9')
          @StringLength(max = 130)
          String text) {
    String prefixed =
        text.replaceAll("(?i)([sp]k(?:_|%(?:25)*5f)(?:live|test)(?:_|%(?:25)*5f))[^/]*", "$1***");
    assertThat(KeyMask.mask(text)).isEqualTo(prefixed.replaceAll("[0-9A-Fa-f]{40,}", "***"));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 38, 39, 40, 41, 79, 80})
  void aRunOfDigitsIsFoundWhereverItBegins(int before) {
    String around = "/".repeat(before);
    assertThat(KeyMask.mask(around + "a".repeat(40) + "/")).isEqualTo(around + "***/");
    assertThat(KeyMask.mask(around + "a".repeat(39) + "/")).endsWith("a/");
  }

  @Test
  void aRealKeyIsMasked() {
    String key = new ApiKeyGenerator(new SecureRandom()).newKey(Environment.LIVE).reveal();
    assertThat(KeyMask.mask("at " + key + ".")).isEqualTo("at sk_live_***");
  }
}
