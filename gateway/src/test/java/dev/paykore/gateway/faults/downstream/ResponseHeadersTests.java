package dev.paykore.gateway.faults.downstream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paykore.gateway.faults.FaultRow;
import dev.paykore.gateway.faults.downstream.DownstreamEdge.Place;
import dev.paykore.gateway.testing.Downstream;
import dev.paykore.gateway.testing.RawHttpClient;
import dev.paykore.gateway.testing.RawResponse;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What only the edge may say, no downstream says, in whatever place it tries to. */
@ExtendWith(DownstreamEdgeExtension.class)
class ResponseHeadersTests {

  private static final List<String> OURS =
      List.of(
          "X-Request-Id: req_theirs0000",
          "X-RateLimit-Limit: 9",
          "x-ratelimit-remaining: 9",
          "X-RATELIMIT-RESET: 9",
          "X-RateLimit-More: 9",
          "RateLimit: 9",
          "RateLimit-Policy: 9",
          "X-PayKore-Partner-Id: theirs",
          "x-paykore-anything: theirs");

  private final DownstreamEdge edge;

  ResponseHeadersTests(DownstreamEdge edge) {
    this.edge = edge;
  }

  @Test
  void headersOfTheEdgeAreNeverADownstreams() {
    edge.at(Place.GOOD).will(Downstream.ok("ok", OURS.toArray(String[]::new)));
    assertNothingIsTheirs(edge.get(Place.GOOD));
  }

  @Test
  void noDownstreamRemovesAHeaderOfTheEdgeByNamingItInConnection() {
    edge.at(Place.GOOD)
        .will(
            Downstream.ok(
                "ok",
                "Connection: keep-alive, X-Request-Id, X-RateLimit-Limit, RateLimit, X-Theirs",
                "X-Theirs: 1",
                "Keep-Alive: timeout=5",
                "Proxy-Authenticate: Basic"));
    RawResponse response = edge.get(Place.GOOD);
    assertNothingIsTheirs(response);
    for (String hopByHop : List.of("X-Theirs", "Keep-Alive", "Proxy-Authenticate")) {
      assertThat(response.has(hopByHop)).as(hopByHop).isFalse();
    }
  }

  @Test
  void noTrailerIsTakenForAHeaderOfTheEdge() {
    edge.at(Place.GOOD)
        .will(
            (in, out, head) -> {
              String declared = "Transfer-Encoding: chunked\r\nTrailer: X-Request-Id\r\n\r\n";
              String trailers = "X-Request-Id: theirs\r\nX-RateLimit-Limit: theirs\r\n\r\n";
              Downstream.text("HTTP/1.1 200 OK\r\n" + declared + "2\r\nok\r\n0\r\n" + trailers)
                  .answer(in, out, head);
            });
    try (RawHttpClient client = edge.connect()) {
      client.send(edge.head("GET", Place.GOOD, "Connection: close"));
      assertThat(client.readToEnd()).endsWith("\r\n0\r\n\r\n").doesNotContain("theirs");
    }
  }

  @Test
  void everythingElseIsPassedOnAsItIs() {
    edge.at(Place.GOOD)
        .will(
            Downstream.ok("ok", "Set-Cookie: a=1", "Set-Cookie: b=2", "Server: theirs", "ETag: x"));
    RawResponse response = edge.get(Place.GOOD);
    assertThat(response.all("Set-Cookie")).containsExactly("a=1", "b=2");
    assertThat(response.header("Server")).isEqualTo("theirs");
    assertThat(response.header("ETag")).isEqualTo("x");
    FaultRow.of(
            "U13", "a downstream's X-Request-Id, X-RateLimit-*, X-PayKore-*, Connection, trailers")
        .promised("the edge's own, each once; hop-by-hop fields and trailers left out")
        .seen("%d fields, none of theirs", OURS.size());
  }

  private static void assertNothingIsTheirs(RawResponse response) {
    assertThat(response.status()).isEqualTo(200);
    assertThat(response.header("X-Request-Id"))
        .matches("req_[A-Za-z0-9]{10}")
        .doesNotContain("theirs");
    assertThat(response.header("X-RateLimit-Limit")).isEqualTo("1000000");
    assertThat(response.all("RateLimit")).hasSize(1).doesNotContain("9");
    assertThat(response.fields())
        .noneSatisfy(
            field -> assertThat(field.name().toLowerCase(Locale.ROOT)).startsWith("x-paykore-"))
        .noneSatisfy(field -> assertThat(field.name()).isEqualTo("X-RateLimit-More"));
  }
}
