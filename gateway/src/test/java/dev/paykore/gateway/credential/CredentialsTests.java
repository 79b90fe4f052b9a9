package dev.paykore.gateway.credential;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CredentialsTests {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Bearer sk_live_1",
        "bearer   sk_test_1",
        "Bearer\tpk_live_1",
        "pk_test_1",
        "Token sk_live_",
        "Basic sk_live_1:",
        "Bearer eyJ.a.b, Bearer sk_test_1",
        "Digest username=\"sk_live_1\", realm=\"a\"",
        "ApiKey key=sk_test_1"
      })
  void aValueWithATokenThatClaimsToBeOursMustNotLeaveTheEdge(String authorization) {
    assertThat(Credentials.isOurs(authorization)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Bearer",
        "Bearer eyJhbGciOiJub25lIn0.eyJzdWIiOiJhIn0.c2lnbmF0dXJl",
        "Basic dXNlcjpwYXNz",
        "Bearer task_live_1",
        "Bearer SK_LIVE_1",
        "Bearer sk_prod_1"
      })
  void anotherValueIsSomeoneElses(String authorization) {
    assertThat(Credentials.isOurs(authorization)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"Bearer a", "bearer a", "BEARER    a"})
  void theSchemeIsNotSensitiveToCase(String authorization) {
    assertThat(Credentials.bearerToken(authorization)).isEqualTo("a");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Bear", "Basic a", "Bearers a", "Bearer,a"})
  void anotherSchemeHasNoBearerToken(String authorization) {
    assertThat(Credentials.bearerToken(authorization)).isNull();
  }
}
