package dev.paykore.gateway.guard.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paykore.gateway.error.ErrorCode;
import dev.paykore.gateway.testing.EdgeAnswer;
import dev.paykore.gateway.testing.RawHttpClient;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The bounds of a request's head and the methods, each on both sides of its edge. */
@TestInstance(Lifecycle.PER_CLASS)
class BoundsTests {

  private static final int LINE = 4096;
  private static final int HEADERS = 8192;

  private GuardedEdge edge;

  @BeforeAll
  void start() {
    edge = GuardedEdge.withDefaults();
  }

  @AfterAll
  void stop() {
    edge.close();
  }

  @Nested
  class UriTooLong {

    @Test
    void aRequestLineOfTheBoundPasses() {
      expectOk(line(LINE) + "\r\nHost: a\r\n\r\n");
    }

    @Test
    void oneByteMoreIs414() {
      expectRefused(ErrorCode.URI_TOO_LONG, line(LINE + 1) + "\r\nHost: a\r\n\r\n");
    }

    @Test
    void aLineWithoutAnEndIs414() {
      expectRefused(ErrorCode.URI_TOO_LONG, "GET /" + "a".repeat(100_000));
    }

    private static String line(int length) {
      return "GET /" + "a".repeat(length - 14) + " HTTP/1.1";
    }
  }

  @Nested
  class HeadersTooLarge {

    @Test
    void headersOfTheBoundPass() {
      expectOk("GET /a HTTP/1.1\r\n" + headers(HEADERS) + "\r\n");
    }

    @Test
    void oneByteMoreIs431() {
      expectRefused(
          ErrorCode.HEADERS_TOO_LARGE, "GET /a HTTP/1.1\r\n" + headers(HEADERS + 1) + "\r\n");
    }

    @Test
    void aMegabyteIs431AndTheAnswerArrives() {
      expectRefused(ErrorCode.HEADERS_TOO_LARGE, "GET /a HTTP/1.1\r\n" + headers(1 << 20) + "\r\n");
    }

    @Test
    void aHundredHeadersPass() {
      expectOk("GET /a HTTP/1.1\r\nHost: a\r\n" + manyHeaders(99) + "\r\n");
    }

    @Test
    void aHundredAndOneAre431() {
      expectRefused(
          ErrorCode.HEADERS_TOO_LARGE,
          "GET /a HTTP/1.1\r\nHost: a\r\n" + manyHeaders(100) + "\r\n");
    }

    /** The decoder counts a header's characters without its end of line. */
    private static String headers(int size) {
      String start = "Host: a\r\nX-A: ";
      return start + "a".repeat(size - start.length() + 2) + "\r\n";
    }

    private static String manyHeaders(int count) {
      return String.join("", IntStream.range(0, count).mapToObj(i -> "A" + i + ": b\r\n").toList());
    }
  }

  @Nested
  class MethodNotAllowed {

    @ParameterizedTest
    @ValueSource(strings = {"TRACE", "CONNECT", "FOO", "get", "PROPFIND", "GET1"})
    void aMethodThatIsNotOfThePublicApiIs405(String method) {
      try (RawHttpClient client = RawHttpClient.connect(edge.port())) {
        client.send(method + " /a HTTP/1.1", "Host: a", "");
        EdgeAnswer.of(ErrorCode.METHOD_NOT_ALLOWED)
            .with("allow", "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS")
            .with("connection", "close")
            .assertIs(client.read());
        client.expectEnd();
      }
    }
  }

  @Test
  void aRefusalOfHeadHasTheHeadersOfGetAndNoBody() {
    try (RawHttpClient client = RawHttpClient.connect(edge.port())) {
      client.send("HEAD //a HTTP/1.1", "Host: a", "");
      EdgeAnswer.of(ErrorCode.BAD_REQUEST, "Path: expected no empty segments and no dot segments.")
          .with("connection", "close")
          .assertHeadIs(client.readWithoutBody());
      client.expectEnd();
    }
  }

  private void expectOk(String request) {
    try (RawHttpClient client = RawHttpClient.connect(edge.port())) {
      assertThat(client.sendText(request).read().status()).isEqualTo(200);
    }
  }

  private void expectRefused(ErrorCode code, String request) {
    try (RawHttpClient client = RawHttpClient.connect(edge.port())) {
      client.sendText(request);
      EdgeAnswer.of(code).with("connection", "close").assertIs(client.read());
      client.expectEnd();
    }
  }
}
