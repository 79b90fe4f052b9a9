package dev.paykore.gateway.error;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import tools.jackson.databind.json.JsonMapper;

/**
 * An error as it goes over the wire. This is the one place that makes status, headers and body of
 * it, for the guard in the server's pipeline as for the error handler behind it.
 *
 * <p>The content type has no charset: JSON is UTF-8 by definition, RFC 8259 defines no such
 * parameter.
 *
 * @param error what to answer
 * @param requestId the id that names the request to the client and in the logs
 */
public record ErrorEnvelope(EdgeError error, String requestId) {

  private static final String ALLOWED_METHODS = "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS";
  private static final String CHALLENGE = "Bearer realm=\"paykore\"";
  private static final long RETRY_AFTER_SECONDS = 1;
  private static final JsonMapper JSON = JsonMapper.shared();

  /** The status that goes with the error's code. */
  public HttpStatus status() {
    return error.code().status();
  }

  /** The headers that go with the error, each exactly once. */
  public Map<String, String> headers() {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put(HttpHeaders.CONTENT_TYPE, "application/json");
    headers.put(HttpHeaders.CACHE_CONTROL, "no-store");
    headers.put("X-Content-Type-Options", "nosniff");
    switch (status()) {
      case UNAUTHORIZED -> headers.put(HttpHeaders.WWW_AUTHENTICATE, CHALLENGE);
      case METHOD_NOT_ALLOWED -> headers.put(HttpHeaders.ALLOW, ALLOWED_METHODS);
      case TOO_MANY_REQUESTS, SERVICE_UNAVAILABLE ->
          headers.put(HttpHeaders.RETRY_AFTER, Long.toString(retryAfterSeconds()));
      default -> {}
    }
    return headers;
  }

  /** The body: compact JSON in UTF-8. */
  public byte[] body() {
    return JSON.writeValueAsBytes(new Body(ErrorPart.of(error), MetaPart.of(this)));
  }

  private long retryAfterSeconds() {
    return error.retryAfterSeconds() == null ? RETRY_AFTER_SECONDS : error.retryAfterSeconds();
  }

  @JsonPropertyOrder({"error", "meta"})
  private record Body(ErrorPart error, MetaPart meta) {}

  @JsonPropertyOrder({"code", "message", "http_status"})
  private record ErrorPart(
      String code, String message, @JsonProperty("http_status") int httpStatus) {

    static ErrorPart of(EdgeError error) {
      return new ErrorPart(error.code().name(), error.message(), error.code().status().value());
    }
  }

  @JsonPropertyOrder({"request_id", "retry_after", "forwarded"})
  @JsonInclude(JsonInclude.Include.NON_NULL)
  private record MetaPart(
      @JsonProperty("request_id") String requestId,
      @JsonProperty("retry_after") @Nullable Long retryAfter,
      @Nullable String forwarded) {

    static MetaPart of(ErrorEnvelope envelope) {
      EdgeError error = envelope.error;
      return new MetaPart(
          envelope.requestId,
          error.code() == ErrorCode.RATE_LIMIT_EXCEEDED ? envelope.retryAfterSeconds() : null,
          error.forwarded() == null ? null : error.forwarded().wireName());
    }
  }
}
