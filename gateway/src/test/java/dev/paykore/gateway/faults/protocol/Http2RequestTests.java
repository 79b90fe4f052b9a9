package dev.paykore.gateway.faults.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.awaitility.Awaitility.await;

import dev.paykore.gateway.error.ErrorCode;
import dev.paykore.gateway.faults.FaultRow;
import dev.paykore.gateway.testing.LogCapture;
import dev.paykore.gateway.testing.RawResponse;
import dev.paykore.gateway.testing.http2.Frame;
import dev.paykore.gateway.testing.http2.Headers;
import dev.paykore.gateway.testing.http2.Http2Answer;
import dev.paykore.gateway.testing.http2.Http2Client;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of requests over HTTP/2, well-formed or not. */
class Http2RequestTests {

  private static final int NO_ERROR = 0;

  private static TlsEdge edge;
  private static Http2Client client;

  @BeforeAll
  static void start() {
    edge = TlsEdge.start();
    client = edge.connect();
  }

  @AfterAll
  static void stop() {
    client.close();
    edge.close();
  }

  @Nested
  class Passing {

    @Test
    void requestsOnOneConnectionAreAnsweredEachWithAnIdOfItsOwn() {
      int one = client.request(edge.get("/v1/one"));
      int two = client.begin(edge.post("/v1/two").with("content-length", "4"));
      client.data(two, "bo", false).data(two, "dy", true);
      RawResponse first = client.answer(one).expectWhole();
      RawResponse second = client.answer(two).expectWhole();
      assertThat(first.status()).isEqualTo(200);
      assertThat(second.body()).isEqualTo("got body");
      assertThat(first.header("X-Request-Id")).matches("req_[A-Za-z0-9]{10}");
      assertThat(second.header("X-Request-Id")).isNotEqualTo(first.header("X-Request-Id"));
    }

    @Test
    void aRequestHasItsLine() {
      try (LogCapture access = LogCapture.of("access")) {
        RawResponse response = client.answer(client.request(edge.get("/v1/line"))).expectWhole();
        String id = response.header("X-Request-Id");
        await().until(() -> !access.linesOf(id).isEmpty());
        assertThat(access.linesOf(id))
            .singleElement()
            .satisfies(
                line ->
                    assertThat(line)
                        .contains(entry("status", "200"), entry("path", "/v1/line"))
                        .doesNotContainKey("cut"));
      }
    }

    @Test
    void aBodyWithoutALengthArrivesWholeAndItsTrailersDoNot() {
      int stream = client.begin(edge.post("/v1/a"));
      client.data(stream, "body", false);
      Headers trailers = new Headers().with("x-trailer", "a").with("x-paykore-tier", "scale");
      client.send(new Frame(Frame.HEADERS, 5, stream, trailers.block()));
      assertThat(client.answer(stream).expectWhole().body()).isEqualTo("got body");
      assertThat(edge.downstream.lastHead()).doesNotContain("x-trailer");
    }

    @Test
    void aResponseToHeadHasNoBodyWhoeverAnswers() {
      for (String path : new String[] {"/v1/a", "/v1//a"}) {
        Http2Answer answer =
            client.answer(
                client.request(Http2Client.head("HEAD", path).with("x-api-key", edge.key())));
        assertThat(answer.expectWhole().body()).isEmpty();
      }
    }

    @Test
    void crumbsOfACookieAreJoined() {
      client.answer(client.request(edge.get("/v1/a").with("cookie", "a=1").with("cookie", "b=2")));
      assertThat(edge.downstream.lastHead()).containsOnlyOnce("cookie: a=1; b=2\n");
    }

    @Test
    void aHostThatIsTheAuthorityIsOne() {
      RawResponse response =
          client.answer(client.request(edge.get("/v1/a").with("host", "LOCALHOST"))).expectWhole();
      assertThat(response.status()).isEqualTo(200);
      assertThat(edge.downstream.lastHead()).contains("X-Forwarded-Host: localhost\n");
    }

    @Test
    void aHostInPlaceOfTheAuthorityIsTheHost() {
      Headers head = edge.get("/v1/a").without(":authority").with("host", "localhost");
      assertThat(client.answer(client.request(head)).expectWhole().status()).isEqualTo(200);
    }

    @Test
    void nothingThatOnlyTheEdgeMaySayReachesADownstream() {
      Headers head = edge.get("/v1/a");
      for (String name : SPOOFED) {
        head.with(name, "spoofed");
      }
      assertThat(client.answer(client.request(head)).expectWhole().status()).isEqualTo(200);
      assertThat(edge.downstream.lastHead())
          .doesNotContain("spoofed", "x-http2-", edge.key())
          .contains("X-Forwarded-For: 127.0.0.1\n", "X-Forwarded-Proto: https\n");
      FaultRow.of("S7", "identity and forwarding headers from outside, over HTTP/2")
          .promised("a downstream sees only the edge's own, each once")
          .seen("%d names sent, 0 arrived", SPOOFED.length);
    }

    private static final String[] SPOOFED = {
      "x-paykore-partner-id",
      "x-paykore-key-id",
      "x-paykore-environment",
      "x-paykore-tier",
      "x_paykore_partner_id",
      "x-request-id",
      "x-forwarded-for",
      "x-forwarded-host",
      "x-forwarded-proto",
      "x-forwarded-prefix",
      "forwarded",
      "x-real-ip",
      "true-client-ip",
      "x-original-url",
      "x-rewrite-url",
      "x-http-method-override",
      "x-http2-scheme",
      "x-http2-stream-id",
      "x-http2-path"
    };
  }

  @Nested
  class Refused {

    @ParameterizedTest
    @ValueSource(
        strings = {
          "/v1//a",
          "/v1/../a",
          "/v1/%2e%2e/a",
          "/v1/a%2fb",
          "/v1/a;b=c",
          "/v1\\a",
          "/v1/%00",
          "*",
          "/v1/a#b"
        })
    void aTargetThatIsAmbiguousIs400InTheEnvelope(String path) {
      expect(edge.get("/").without(":path").first(":path", path), ErrorCode.BAD_REQUEST);
    }

    @ParameterizedTest
    @ValueSource(strings = {"user@localhost", "a b", "localhost:0", "a,b", "[::1"})
    void anAuthorityThatIsNoneIs400InTheEnvelope(String authority) {
      expect(
          edge.get("/v1/a").without(":authority").first(":authority", authority),
          ErrorCode.BAD_REQUEST);
    }

    @Test
    void noHostAtAllIs400() {
      expect(edge.get("/v1/a").without(":authority"), ErrorCode.BAD_REQUEST);
    }

    @Test
    void traceAndUnknownMethodsAre405() {
      expect(Http2Client.head("TRACE", "/v1/a"), ErrorCode.METHOD_NOT_ALLOWED);
      expect(Http2Client.head("get", "/v1/a"), ErrorCode.METHOD_NOT_ALLOWED);
      Headers connect = new Headers().with(":method", "CONNECT").with(":authority", "localhost");
      expect(connect, ErrorCode.METHOD_NOT_ALLOWED);
    }

    @Test
    void whatIsTooLargeIs414And431() {
      expect(edge.get("/" + "a".repeat(4096)), ErrorCode.URI_TOO_LONG);
      expect(edge.get("/").with("x-a", "a".repeat(8192)), ErrorCode.HEADERS_TOO_LARGE);
      expect(edge.get("/").with("x-a", "a".repeat(16_000)), ErrorCode.HEADERS_TOO_LARGE);
      expect(many(edge.get("/"), 101), ErrorCode.HEADERS_TOO_LARGE);
      expect(many(edge.get("/"), 400), ErrorCode.HEADERS_TOO_LARGE);
    }

    @Test
    void aRefusedUploadIsToldToStop() {
      int stream = client.begin(edge.post("/v1//a"));
      Http2Answer answer = client.answer(stream);
      assertThat(answer.status()).isEqualTo(400);
      client.await(frame -> frame.type() == Frame.RST_STREAM && frame.stream() == stream);
      assertThat(client.answer(stream).reset()).isEqualTo(NO_ERROR);
    }

    @Test
    void anUploadThatEndsSoonAfterItsAnswerIsNotReset() {
      int stream = client.begin(Http2Client.head("POST", "/v1/a"));
      assertThat(client.answer(stream).expectWhole().status()).isEqualTo(401);
      client.data(stream, "bo", false).data(stream, "dy", true);
      assertThat(client.answer(client.request(edge.get("/v1/a"))).status()).isEqualTo(200);
      assertThat(client.answer(stream).reset()).isNull();
    }

    private static Headers many(Headers head, int fields) {
      for (int i = 0; i < fields; i++) {
        head.with("x-" + i, "a");
      }
      return head;
    }

    /** The connection goes on, and each refusal has its line. */
    private static void expect(Headers head, ErrorCode code) {
      int before = edge.downstream.begun();
      try (LogCapture access = LogCapture.of("access")) {
        RawResponse response = client.answer(client.request(head)).expectWhole();
        assertThat(response.status()).isEqualTo(code.status().value());
        assertThat(response.body()).contains(code.name());
        String id = response.header("X-Request-Id");
        assertThat(response.body()).contains(id);
        await().until(() -> !access.linesOf(id).isEmpty());
        assertThat(access.linesOf(id))
            .singleElement()
            .satisfies(
                line ->
                    assertThat(line)
                        .contains(
                            entry("code", code.name()), entry("client.address", "127.0.0.1")));
      }
      assertThat(edge.downstream.begun()).isEqualTo(before);
    }
  }
}
