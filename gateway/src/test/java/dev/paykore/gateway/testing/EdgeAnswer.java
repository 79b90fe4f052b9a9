package dev.paykore.gateway.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paykore.gateway.error.ErrorCode;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the edge must answer, whole: status, every header, and the body to the byte.
 *
 * <pre>
 * EdgeAnswer.of(ErrorCode.BAD_REQUEST, "Host: expected exactly one host.")
 *     .with("connection", "close")
 *     .assertIs(response);
 * </pre>
 */
public final class EdgeAnswer {

  private final ErrorCode code;
  private final String message;
  private final Map<String, String> headers = new TreeMap<>();
  private String moreMeta = "";

  private EdgeAnswer(ErrorCode code, String message) {
    this.code = code;
    this.message = message;
    with("content-type", "application/json");
    with("cache-control", "no-store");
    with("x-content-type-options", "nosniff");
  }

  /** The answer with the code's own sentence. */
  public static EdgeAnswer of(ErrorCode code) {
    return of(code, code.message());
  }

  /** The answer with a sentence of its own. */
  public static EdgeAnswer of(ErrorCode code, String message) {
    return new EdgeAnswer(code, message);
  }

  /** One header more; its name is in lower case. */
  public EdgeAnswer with(String name, String value) {
    headers.put(name, value);
    return this;
  }

  /** One more member of {@code meta}, as JSON. */
  public EdgeAnswer withMeta(String member) {
    moreMeta = moreMeta + "," + member;
    return this;
  }

  /** Fails unless the response is this answer and nothing more. Gives the request's id. */
  public String assertIs(RawResponse response) {
    String requestId = assertHeadIs(response);
    assertThat(response.body()).isEqualTo(body(requestId));
    return requestId;
  }

  /** The same for a response to HEAD: its head is that of GET, its body is empty. */
  public String assertHeadIs(RawResponse response) {
    String requestId = response.header("X-Request-Id");
    assertThat(requestId).matches("req_[A-Za-z0-9]{10}");
    assertThat(response.status()).isEqualTo(code.status().value());
    Map<String, String> expected = new TreeMap<>(headers);
    expected.put("x-request-id", requestId);
    expected.put("content-length", Integer.toString(body(requestId).length()));
    assertThat(response.headers()).isEqualTo(expected);
    return requestId;
  }

  private String body(String requestId) {
    return """
        {"error":{"code":"%s","message":"%s","http_status":%d},"meta":{"request_id":"%s"%s}}"""
        .formatted(code, message, code.status().value(), requestId, moreMeta);
  }
}
