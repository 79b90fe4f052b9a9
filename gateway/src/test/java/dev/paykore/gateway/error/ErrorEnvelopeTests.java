package dev.paykore.gateway.error;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The envelope of each code, byte for byte. */
class ErrorEnvelopeTests {

  private static final String ID = "req_4kMnO5pQrS";

  @ParameterizedTest
  @EnumSource(ErrorCode.class)
  void everyCodeHasTheHeadersThatAllHave(ErrorCode code) {
    assertThat(envelope(EdgeError.of(code)).headers())
        .contains(
            entry("Content-Type", "application/json"),
            entry("Cache-Control", "no-store"),
            entry("X-Content-Type-Options", "nosniff"));
  }

  @ParameterizedTest
  @EnumSource(ErrorCode.class)
  void aServersErrorSaysWhetherTheRequestWasForwardedAndNoOtherDoes(ErrorCode code) {
    boolean serverError = code.status().is5xxServerError();
    assertThat(body(EdgeError.of(code)).contains("\"forwarded\":\"no\"")).isEqualTo(serverError);
  }

  @Nested
  class MissingApiKey {

    @Test
    void isTheContractsBody() {
      assertThat(body(EdgeError.of(ErrorCode.MISSING_API_KEY)))
          .isEqualTo(
              "{\"error\":{\"code\":\"MISSING_API_KEY\","
                  + "\"message\":\"No API key was provided. Add an X-API-Key header.\","
                  + "\"http_status\":401},\"meta\":{\"request_id\":\"req_4kMnO5pQrS\"}}");
    }

    @Test
    void challengesForABearer() {
      assertThat(envelope(EdgeError.of(ErrorCode.MISSING_API_KEY)).headers())
          .isEqualTo(with("WWW-Authenticate", "Bearer realm=\"paykore\""));
    }
  }

  @Nested
  class RateLimitExceeded {

    private final EdgeError error = EdgeError.of(ErrorCode.RATE_LIMIT_EXCEEDED).retryAfter(12);

    @Test
    void isTheContractsBody() {
      assertThat(body(error))
          .isEqualTo(
              "{\"error\":{\"code\":\"RATE_LIMIT_EXCEEDED\","
                  + "\"message\":\"Too many requests. Slow down and retry after the indicated"
                  + " time.\",\"http_status\":429},"
                  + "\"meta\":{\"request_id\":\"req_4kMnO5pQrS\",\"retry_after\":12}}");
    }

    @Test
    void saysInAHeaderTooWhenToTryAgain() {
      assertThat(envelope(error).headers()).isEqualTo(with("Retry-After", "12"));
    }
  }

  @Nested
  class ServiceUnavailable {

    @Test
    void alwaysSaysWhenToTryAgainInAHeaderAlone() {
      ErrorEnvelope envelope = envelope(EdgeError.of(ErrorCode.SERVICE_UNAVAILABLE));
      assertThat(envelope.headers()).isEqualTo(with("Retry-After", "1"));
      assertThat(text(envelope))
          .endsWith("\"meta\":{\"request_id\":\"" + ID + "\",\"forwarded\":\"no\"}}");
    }

    @Test
    void keepsALongerTime() {
      EdgeError error = EdgeError.of(ErrorCode.SERVICE_UNAVAILABLE).retryAfter(30);
      assertThat(envelope(error).headers()).contains(entry("Retry-After", "30"));
    }
  }

  @Nested
  class MethodNotAllowed {

    @Test
    void saysWhichAre() {
      assertThat(envelope(EdgeError.of(ErrorCode.METHOD_NOT_ALLOWED)).headers())
          .isEqualTo(with("Allow", "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS"));
    }
  }

  @Test
  void aMessageWithQuotesIsStillJson() {
    assertThat(body(EdgeError.of(ErrorCode.BAD_REQUEST, "a \"b\" \\ \n €")))
        .contains("\"message\":\"a \\\"b\\\" \\\\ \\n €\"");
  }

  private static Map<String, String> with(String name, String value) {
    return Map.of(
        "Content-Type",
        "application/json",
        "Cache-Control",
        "no-store",
        "X-Content-Type-Options",
        "nosniff",
        name,
        value);
  }

  private static String body(EdgeError error) {
    return text(envelope(error));
  }

  private static String text(ErrorEnvelope envelope) {
    return new String(envelope.body(), StandardCharsets.UTF_8);
  }

  private static ErrorEnvelope envelope(EdgeError error) {
    return new ErrorEnvelope(error, ID);
  }
}
