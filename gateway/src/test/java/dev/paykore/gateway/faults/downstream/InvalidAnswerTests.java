package dev.paykore.gateway.faults.downstream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paykore.gateway.faults.FaultRow;
import dev.paykore.gateway.faults.FaultRun;
import dev.paykore.gateway.faults.downstream.DownstreamEdge.Place;
import dev.paykore.gateway.testing.Downstream;
import dev.paykore.gateway.testing.RawResponse;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What is no answer in HTTP/1.1 is 502, its connection is ended, and nobody else gets it. */
@ExtendWith(DownstreamEdgeExtension.class)
class InvalidAnswerTests {

  private static final String OK = "HTTP/1.1 200 OK\r\n";
  private static final String BODY = "Content-Length: 2\r\n\r\nok";

  private final DownstreamEdge edge;

  InvalidAnswerTests(DownstreamEdge edge) {
    this.edge = edge;
  }

  @Test
  void whatIsNoHttpIsABadGatewayAndReachesNobodyElse() throws InterruptedException {
    Map<String, String> answers = noHttp();
    assertAllAreBadGateways(answers);
    FaultRow.of("U9", "invalid HTTP: status, version, line ends, framing, noise")
        .promised("502, forwarded yes, connection ended, next answers are their own")
        .seen("%d shapes, all 502; the next answers all their own", answers.size());
  }

  @Test
  void headsBeyondTheirBoundsAreBadGatewaysThatHoldNoMemory() throws InterruptedException {
    Map<String, String> answers = tooMuch();
    assertAllAreBadGateways(answers);
    FaultRow.of("U8", "head of more than 8 KiB, 1,000 headers, a header of 1 MB")
        .promised("502, forwarded yes, connection ended after 8 KiB")
        .seen("%d shapes, all 502; the next answers all their own", answers.size());
  }

  @Test
  void aFloodOfInterimAnswersIsABadGateway() throws InterruptedException {
    assertAllAreBadGateways(
        Map.of(
            "1,000 times 103",
            "HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n".repeat(1_000) + OK + BODY,
            "101 that nobody asked for",
            "HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\nnoise",
            "101 to WebSocket",
            "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: upgrade\r\n\r\n"));
    FaultRow.of("U9", "a flood of 1xx, 101 that nobody asked for")
        .promised("502 after 8 interim answers, at once for 101; connection ended")
        .seen("1,000 times 103 and two kinds of 101: all 502");
  }

  @Test
  void aFewInterimAnswersAreLeftOut() {
    edge.at(Place.BROKEN)
        .will(
            (in, out, head) -> {
              String interim = "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\n\r\n";
              out.write(interim.getBytes(StandardCharsets.ISO_8859_1));
              Answers.requestId().answer(in, out, head);
            });
    for (int i = 0; i < FaultRun.times(2, 200); i++) {
      RawResponse response = edge.get(Place.BROKEN);
      assertThat(response.status()).isEqualTo(200);
      assertThat(response.body()).isEqualTo(response.header("X-Request-Id"));
    }
  }

  private void assertAllAreBadGateways(Map<String, String> answers) throws InterruptedException {
    for (Map.Entry<String, String> answer : answers.entrySet()) {
      CountDownLatch ended = new CountDownLatch(1);
      edge.at(Place.BROKEN)
          .will(
              (in, out, head) -> {
                try {
                  out.write(answer.getValue().getBytes(StandardCharsets.ISO_8859_1));
                  Downstream.silentUntilGone(ended).answer(in, out, head);
                } finally {
                  ended.countDown();
                }
              });
      RawResponse response = edge.get(Place.BROKEN);
      Answers.assertFailed(response, 502, "BAD_GATEWAY", "yes");
      assertThat(ended.await(5, TimeUnit.SECONDS)).as(answer.getKey()).isTrue();
      Answers.assertNextAnswersAreTheirOwn(edge, Place.BROKEN);
    }
  }

  private static Map<String, String> tooMuch() {
    Map<String, String> answers = new LinkedHashMap<>();
    answers.put("8 KiB and one", OK + "X: " + "a".repeat(8192) + "\r\n" + BODY);
    answers.put("1,000 headers", OK + "a:b\r\n".repeat(1_000) + BODY);
    answers.put("101 short headers", OK + "a:b\r\n".repeat(101) + BODY);
    answers.put("1 MB in one header", OK + "X: " + "a".repeat(1 << 20) + "\r\n" + BODY);
    answers.put("a status line of 8 KiB", "HTTP/1.1 200 " + "a".repeat(8192) + "\r\n" + BODY);
    answers.put("no end of line in 1 MB", "H".repeat(1 << 20));
    return answers;
  }

  private static Map<String, String> noHttp() {
    Map<String, String> answers = new LinkedHashMap<>();
    answers.put("status 99", "HTTP/1.1 99 X\r\n" + BODY);
    answers.put("status 1000", "HTTP/1.1 1000 X\r\n" + BODY);
    answers.put("status 600", "HTTP/1.1 600 X\r\n" + BODY);
    answers.put("status -200", "HTTP/1.1 -200 X\r\n" + BODY);
    answers.put("no status", "HTTP/1.1 OK\r\n" + BODY);
    answers.put("HTTP/0.9", "<html>hello</html>\r\n\r\n");
    answers.put("HTTP/0.9 with a head", "HTTP/0.9 200 OK\r\n" + BODY);
    answers.put("HTTP/2.0", "HTTP/2.0 200 OK\r\n" + BODY);
    answers.put("HTTP/1.2", "HTTP/1.2 200 OK\r\n" + BODY);
    answers.put("another protocol", "ICY 200 OK\r\n" + BODY);
    answers.put("SSH", "SSH-2.0-OpenSSH_9.9\r\n\r\n");
    answers.put("a TLS alert", "\u0015\u0003\u0003\u0000\u0002\u0002\u0016\r\n\r\n");
    answers.put("noise", "\u0000\u00ff\u0080\u0001\n\r\n\u0007\r\n\r\n");
    answers.put("bare LF", "HTTP/1.1 200 OK\nContent-Length: 2\n\nok");
    answers.put("one bare LF", OK + "X: y\nContent-Length: 2\r\n\r\nok");
    answers.put("bare CR", OK + "X: y\rZ: 1\r\n" + BODY);
    answers.put("NUL", OK + "X: y\u0000\r\n" + BODY);
    answers.put("no colon", OK + "nonsense\r\n" + BODY);
    answers.put("no name", OK + ": x\r\n" + BODY);
    answers.put("length and chunked", OK + "Transfer-Encoding: chunked\r\n" + BODY);
    answers.put("two lengths", OK + "Content-Length: 3\r\n" + BODY);
    answers.put("one length twice", OK + "Content-Length: 2\r\n" + BODY);
    answers.put("two lengths in one", OK + "Content-Length: 2, 2\r\n\r\nok");
    answers.put("negative length", OK + "Content-Length: -2\r\n\r\nok");
    answers.put("length with a sign", OK + "Content-Length: +2\r\n\r\nok");
    answers.put("length in hex", OK + "Content-Length: 0x2\r\n\r\nok");
    answers.put("length beyond all", OK + "Content-Length: 99999999999999999999\r\n\r\nok");
    answers.put("xchunked", OK + "Transfer-Encoding: xchunked\r\n\r\n2\r\nok\r\n0\r\n\r\n");
    answers.put("identity", OK + "Transfer-Encoding: identity\r\n" + BODY);
    answers.put("gzip, chunked", OK + "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n");
    answers.put("chunked, gzip", OK + "Transfer-Encoding: chunked, gzip\r\n\r\n0\r\n\r\n");
    answers.put("chunked twice", OK + "Transfer-Encoding: chunked\r\n".repeat(2) + "\r\n0\r\n\r\n");
    answers.put("chunked in 1.0", "HTTP/1.0 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n");
    return answers;
  }
}
