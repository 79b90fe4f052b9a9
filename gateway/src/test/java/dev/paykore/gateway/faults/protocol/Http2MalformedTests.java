package dev.paykore.gateway.faults.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.paykore.gateway.faults.FaultRow;
import dev.paykore.gateway.testing.LogCapture;
import dev.paykore.gateway.testing.http2.Frame;
import dev.paykore.gateway.testing.http2.Headers;
import dev.paykore.gateway.testing.http2.Http2Answer;
import dev.paykore.gateway.testing.http2.Http2Client;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Requests that are none in the terms of RFC 9113, and would be something else in those of
 * HTTP/1.1: their streams are reset, the connection goes on, and nothing of them reaches a
 * downstream.
 */
class Http2MalformedTests {

  private static final int PROTOCOL_ERROR = 1;
  private static final int STREAM_CLOSED = 5;
  private static final int CANCEL = 8;

  private static TlsEdge edge;

  @BeforeAll
  static void start() {
    edge = TlsEdge.start();
  }

  @AfterAll
  static void stop() {
    edge.close();
  }

  @Test
  void aMalformedHeadIsResetAndReachesNobody() {
    int begun = edge.downstream.begun();
    try (Http2Client client = edge.connect()) {
      heads()
          .forEach(
              (what, head) -> {
                Http2Answer answer = client.answer(client.request(head));
                assertThat(answer.reset()).as(what).isEqualTo(PROTOCOL_ERROR);
                assertThat(answer.response()).as(what).isNull();
              });
      assertThat(client.answer(client.request(edge.get("/v1/a"))).status()).isEqualTo(200);
    }
    assertThat(edge.downstream.begun()).isEqualTo(begun + 1);
    FaultRow.of("S2", "malformed heads that HTTP/1.1 would read otherwise")
        .promised("stream reset with PROTOCOL_ERROR, nothing reaches a downstream")
        .seen("%d shapes, all reset, 0 arrived; the connection went on", heads().size());
  }

  @Test
  void aMalformedHeadThatTheGuardFindsHasItsLine() {
    try (Http2Client client = edge.connect();
        LogCapture access = LogCapture.of("access")) {
      client.answer(client.request(edge.get("/v1/line").without(":scheme")));
      await().until(() -> access.text().contains("400 GET /v1/line"));
    }
  }

  @Test
  void aBodyThatIsNotAsLongAsItsHeadSaysNeverArrivesWhole() {
    int whole = edge.downstream.whole().size();
    try (Http2Client client = edge.connect()) {
      for (String body : new String[] {"abc", "abcde"}) {
        int stream = client.begin(edge.post("/v1/a").with("content-length", "4"));
        client.data(stream, body, true);
        assertThat(client.answer(stream).reset()).isEqualTo(PROTOCOL_ERROR);
      }
      int none = client.request(edge.post("/v1/a").with("content-length", "4"));
      assertThat(client.answer(none).reset()).isEqualTo(PROTOCOL_ERROR);
      assertThat(client.answer(client.request(edge.get("/v1/a"))).status()).isEqualTo(200);
    }
    assertThat(edge.downstream.whole()).hasSize(whole + 1);
  }

  @Test
  void aBodyThatTurnsOutMalformedAfterTheAnswerIsResetForThat() {
    try (Http2Client client = edge.connect()) {
      Headers withoutKey = Http2Client.head("POST", "/v1/a").with("content-length", "4");
      int stream = client.begin(withoutKey);
      assertThat(client.answer(stream).expectWhole().status()).isEqualTo(401);
      client.data(stream, "abc", false).data(stream, "de", true);
      client.await(frame -> frame.type() == Frame.RST_STREAM && frame.stream() == stream);
      assertThat(client.answer(stream).reset()).isEqualTo(PROTOCOL_ERROR);
    }
  }

  @Test
  void aBodyThatBreaksOffNeverArrivesWhole() {
    int whole = edge.downstream.whole().size();
    int broken = edge.downstream.brokenOff();
    int begun = edge.downstream.begun();
    try (Http2Client client = edge.connect()) {
      int stream = client.begin(edge.post("/v1/a"));
      client.data(stream, "half", false);
      await().until(() -> edge.downstream.begun() > begun);
      client.reset(stream);
      await().until(() -> edge.downstream.brokenOff() > broken);
    }
    assertThat(edge.downstream.whole()).hasSize(whole);
  }

  @Test
  void trailersThatAreAHeadAgainBreakTheRequestOff() {
    int whole = edge.downstream.whole().size();
    try (Http2Client client = edge.connect()) {
      int stream = client.begin(edge.post("/v1/a"));
      client.data(stream, "half", false);
      Headers trailers = new Headers().with(":path", "/v1/b");
      client.send(new Frame(Frame.HEADERS, 5, stream, trailers.block()));
      assertThat(client.answer(stream).reset()).isEqualTo(PROTOCOL_ERROR);
    }
    assertThat(edge.downstream.whole()).hasSize(whole);
  }

  @Test
  void aResponseThatIsCutIsResetAndNotEnded() {
    try (Http2Client client = edge.connect();
        LogCapture access = LogCapture.of("access")) {
      Http2Answer answer = client.answer(client.request(edge.get("/cut")));
      assertThat(answer.status()).isEqualTo(200);
      await().until(() -> access.text().contains("cut=\"true\""));
      assertThat(answer.whole()).isFalse();
      assertThat(answer.reset()).isEqualTo(CANCEL);
    }
  }

  @Test
  void aStreamThatItsClientHasEndedIsNotBegunAgain() {
    try (Http2Client client = edge.connect()) {
      int stream = client.request(edge.get("/v1/a"));
      client.answer(stream);
      client.send(new Frame(Frame.HEADERS, 5, stream, edge.get("/v1/b").block()));
      assertThat(client.awaitEnd()).isEqualTo(STREAM_CLOSED);
    }
  }

  private static Map<String, Headers> heads() {
    Map<String, Headers> heads = new LinkedHashMap<>();
    for (String name : new String[] {":method", ":scheme", ":path"}) {
      heads.put("no " + name, edge.get("/v1/a").without(name));
      heads.put("two " + name, edge.get("/v1/a").first(name, "/v1/b"));
    }
    heads.put("two :authority", edge.get("/v1/a").first(":authority", "other"));
    heads.put("empty :path", edge.get("/").without(":path").first(":path", ""));
    heads.put(
        "absolute :path", edge.get("/").without(":path").first(":path", "https://localhost/"));
    heads.put("relative :path", edge.get("v1/a"));
    heads.put("unknown pseudo", edge.get("/v1/a").first(":unknown", "a"));
    heads.put(":status", edge.get("/v1/a").first(":status", "200"));
    heads.put("late pseudo", edge.get("/v1/a").without(":path").with(":path", "/v1/a"));
    heads.put("other host", edge.get("/v1/a").with("host", "other"));
    heads.put("method with space", edge.get("/").without(":method").first(":method", "GET /x"));
    heads.put("method with CRLF", edge.get("/").without(":method").first(":method", "GET\r\n"));
    for (String path : PATHS) {
      heads.put("path " + path, edge.get("/").without(":path").first(":path", path));
    }
    for (String authority : new String[] {"", "a\r\nb", "a\u0000"}) {
      Headers head = edge.get("/").without(":authority").first(":authority", authority);
      heads.put("authority " + authority, head);
    }
    for (String name : NAMES) {
      heads.put("name " + name, edge.get("/v1/a").with(name, "a"));
    }
    for (String value : VALUES) {
      heads.put("value " + value, edge.get("/v1/a").with("x-a", value));
    }
    for (String name : CONNECTION) {
      heads.put(name, edge.get("/v1/a").with(name, "chunked"));
    }
    heads.put("te gzip", edge.get("/v1/a").with("te", "gzip, trailers"));
    heads.put(
        "two lengths", edge.post("/").with("content-length", "0").with("content-length", "1"));
    heads.put("length +0", edge.post("/").with("content-length", "+0"));
    heads.put("length -1", edge.post("/").with("content-length", "-1"));
    heads.put("length 0x0", edge.post("/").with("content-length", "0x0"));
    return heads;
  }

  private static final String[] PATHS = {
    "/v1/a b", "/v1/a\r\nx: y", "/v1/\u0000", "/v1/a?b=c d", "/v1/a HTTP/1.1\r\n"
  };
  private static final String[] NAMES = {
    "X-Upper", "x a", "x:a", "x\r\na", "x\u0000", "", "x\ta", " x", "x\u007f", "x\u00e4", "x(a"
  };
  private static final String[] VALUES = {
    "a\r\nx-b: c", "a\nb", "a\rb", "a\u0000b", " a", "a ", "\ta", "a\t"
  };
  private static final String[] CONNECTION = {
    "connection", "keep-alive", "proxy-connection", "transfer-encoding", "upgrade"
  };
}
