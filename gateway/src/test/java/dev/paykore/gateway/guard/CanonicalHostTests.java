package dev.paykore.gateway.guard;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CanonicalHostTests {

  @ParameterizedTest
  @CsvSource({
    "localhost, localhost",
    "LIVE.Localhost, live.localhost",
    "live.localhost., live.localhost",
    "live.localhost.:8080, live.localhost:8080",
    "Api.PayKore.Dev:443, api.paykore.dev:443",
    "127.0.0.1:80, 127.0.0.1:80",
    "localhost:080, localhost:80",
    "[::1], [::1]",
    "[::1]:00080, [::1]:80",
    "[2001:DB8::1]:8080, [2001:db8::1]:8080"
  })
  void aHostHasOneForm(String host, String canonical) {
    assertThat(HostRule.canonical(host)).isEqualTo(canonical);
    assertThat(HostRule.canonical(canonical)).isEqualTo(canonical);
  }
}
