package dev.paykore.keys;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LogMaskTests {

  private static final String DIGITS = "0123456789abcdef".repeat(4);

  @ParameterizedTest
  @CsvSource({
    "GET /a?key=sk_test_{digits}, GET /a?key=sk_test_***",
    "x-api-key: {digits}, x-api-key: ***",
    "authorization: Bearer abcdefgh.ijklmnop, authorization: Bearer ***",
    "[authorization=basic dXNlcjpwYXNzd29yZA==], [authorization=basic ***]",
    "Basic authentication is off, Basic authentication is off",
    "200 GET /v1/wallets, 200 GET /v1/wallets"
  })
  void whatMayBeASecretIsMasked(String text, String masked) {
    assertThat(LogMask.mask(text.replace("{digits}", DIGITS))).isEqualTo(masked);
  }
}
