package dev.paykore.gateway.guard.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paykore.gateway.error.ErrorCode;
import dev.paykore.gateway.testing.EdgeAnswer;
import dev.paykore.gateway.testing.RawHttpClient;
import dev.paykore.gateway.testing.RawResponse;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Each shape of request that the guard refuses, over a real socket, with its whole answer. */
@TestInstance(Lifecycle.PER_CLASS)
class RefusalTests {

  private static final String DECODING =
      "Request head: expected a request line, header fields and framing as RFC 9112 has them.";
  private static final String LENGTH = "Content-Length: expected one number of bytes.";
  private static final String BOTH = "Content-Length: expected none beside a Transfer-Encoding.";
  private static final String CODING = "Transfer-Encoding: expected exactly one: chunked.";
  private static final String ONE_HOST = "Host: expected exactly one host.";
  private static final String HOST = "Host: expected a name or an address, and perhaps a port.";
  private static final String VERSION = "HTTP version: expected 1.0 or 1.1.";
  private static final String TARGET_HOST =
      "Request target: expected the host that the Host header names.";
  private static final String SLASH = "Path: expected a path that starts with one slash.";
  private static final String SEGMENTS = "Path: expected no empty segments and no dot segments.";
  private static final String CHARACTERS =
      "Path: expected only characters that RFC 3986 allows there, and no semicolon.";
  private static final String ESCAPES =
      "Path: expected two hexadecimal digits after each percent sign.";
  private static final String ESCAPED =
      "Path: expected no escaped dot, slash, backslash or control character, however often escaped.";
  private static final String UTF_8 = "Path: expected escapes of UTF-8.";
  private static final String QUERY = "Query: expected only characters that RFC 3986 allows there.";
  private static final String NOMINATED =
      "Connection: expected no identity, credential, framing or request id header.";
  private static final String EXPECT = "Expect: expected 100-continue.";

  private GuardedEdge edge;

  /** A request as it stands, and the sentence that it is refused with. */
  record Refused(String name, String request, String message) {
    @Override
    public String toString() {
      return name;
    }
  }

  static final List<Refused> FRAMING =
      List.of(
          post("length and coding", chunkedAnd("Content-Length: 4"), BOTH),
          post("coding and length", "Content-Length: 4\r\nTransfer-Encoding: chunked", BOTH),
          post("two lengths", "Content-Length: 4\r\nContent-Length: 5", LENGTH),
          post("two equal lengths", "Content-Length: 4\r\nContent-Length: 4", LENGTH),
          post("a list of lengths", "Content-Length: 4, 4", LENGTH),
          post("length with a sign", "Content-Length: +4", LENGTH),
          post("negative length", "Content-Length: -4", LENGTH),
          post("hexadecimal length", "Content-Length: 0x4", LENGTH),
          post("length with a space", "Content-Length: 4 4", LENGTH),
          post("empty length", "Content-Length:", LENGTH),
          post("length beyond a long", "Content-Length: 99999999999999999999", LENGTH),
          post("length beyond reason", "Content-Length: 9223372036854775807", LENGTH),
          post("unknown coding", "Transfer-Encoding: xchunked", CODING),
          post("identity", "Transfer-Encoding: identity", CODING),
          post("gzip before chunked", "Transfer-Encoding: gzip, chunked", CODING),
          post("chunked twice", "Transfer-Encoding: chunked, chunked", CODING),
          post("chunked before identity", "Transfer-Encoding: chunked, identity", CODING),
          post("two codings", chunkedAnd("Transfer-Encoding: chunked"), CODING),
          post("coding with a parameter", "Transfer-Encoding: chunked;q=1", CODING),
          post("coding in quotes", "Transfer-Encoding: \"chunked\"", CODING),
          post("coding with a vertical tab", "Transfer-Encoding: \u000bchunked", DECODING),
          post("coding with a next line", "Transfer-Encoding: \u0085chunked", CODING),
          post("folded coding", "Transfer-Encoding: chunked,\r\n identity", CODING),
          post("space before the colon", "Transfer-Encoding : chunked", DECODING),
          new Refused(
              "coding with HTTP/1.0",
              "POST / HTTP/1.0\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
              "Transfer-Encoding: expected none with HTTP/1.0."));

  static final List<Refused> HEADS =
      List.of(
          line("garbage", "garbage", DECODING),
          line("no version", "GET /", DECODING),
          line("HTTP/1.2", "GET / HTTP/1.2", VERSION),
          line("HTTP/1.9", "GET / HTTP/1.9", VERSION),
          line("HTTP/2.0", "GET / HTTP/2.0", VERSION),
          line("a preface of HTTP/2", "PRI * HTTP/2.0", VERSION),
          new Refused("bare line feeds", "GET / HTTP/1.1\nHost: a\n\n", DECODING),
          get("NUL in a header", "X-A: a\u0000b", DECODING),
          get("control character in a header", "X-A: a\u0001b", DECODING),
          get("control character in a cookie", "Cookie: a=\u0001b", DECODING),
          get("header without a colon", "X-A", DECODING),
          get("header without a name", ": a", DECODING),
          get("space in a header's name", "X A: a", DECODING),
          get("unknown expectation", "Expect: 200-ok", EXPECT),
          get("two expectations", "Expect: 100-continue\r\nExpect: 100-continue", EXPECT),
          get(
              "WebSocket",
              "Connection: Upgrade\r\nUpgrade: websocket",
              "Upgrade: WebSocket is not supported."));

  static final List<Refused> HOSTS =
      List.of(
          new Refused("no Host", "GET / HTTP/1.1\r\n\r\n", ONE_HOST),
          new Refused("no Host with HTTP/1.0", "GET / HTTP/1.0\r\n\r\n", ONE_HOST),
          host("two Hosts", "a\r\nHost: b", ONE_HOST),
          host("two equal Hosts", "a\r\nhost: a", ONE_HOST),
          host("empty Host", "", HOST),
          host("Host with a space", "a b", HOST),
          host("Host with a list", "a, b", HOST),
          host("Host with a user", "user@a", HOST),
          host("Host with a path", "a/b", HOST),
          host("Host with a port of letters", "a:xx", HOST),
          host("Host with an empty port", "a:", HOST),
          host("Host with port 0", "a:0", HOST),
          host("Host with port 65536", "a:65536", HOST),
          host("Host with two ports", "a:1:2", HOST),
          host("Host with an escape", "a%00b", HOST),
          host("Host with an underscore", "a_b", HOST),
          host("Host with an empty label", "a..b", HOST),
          host("Host with an open bracket", "[::1", HOST),
          host("Host with a broken address", "[1:2]", HOST),
          host("Host beyond ASCII", "\u00e4", HOST));

  static final List<Refused> PATHS =
      List.of(
          path("/a//b", SEGMENTS),
          path("//a", SEGMENTS),
          path("/a//", SEGMENTS),
          path("/a/./b", SEGMENTS),
          path("/a/../b", SEGMENTS),
          path("/..", SEGMENTS),
          path("/.", SEGMENTS),
          path("/a/%2e%2e/b", ESCAPED),
          path("/a/%2E/b", ESCAPED),
          path("/a/.%2e/b", ESCAPED),
          path("/a%2fb", ESCAPED),
          path("/a%2Fb", ESCAPED),
          path("/a%5cb", ESCAPED),
          path("/a%5Cb", ESCAPED),
          path("/a%00", ESCAPED),
          path("/a%0d%0aX:b", ESCAPED),
          path("/a%7f", ESCAPED),
          path("/a%c2%85", ESCAPED),
          path("/a%252e%252e/b", ESCAPED),
          path("/a%252fb", ESCAPED),
          path("/a%25252fb", ESCAPED),
          path("/a%25%32%66b", ESCAPED),
          path("/a\\b", CHARACTERS),
          path("/a;b=c", CHARACTERS),
          path("/a|b", CHARACTERS),
          path("/a\"b", CHARACTERS),
          path("/a#b", CHARACTERS),
          path("/a<b>", CHARACTERS),
          path("/a[b]", CHARACTERS),
          path("/\u00e4", CHARACTERS),
          path("/a%zz", ESCAPES),
          path("/a%2", ESCAPES),
          path("/a%", ESCAPES),
          path("/a%c0%ae", UTF_8),
          path("/a%c0%af", UTF_8),
          path("/a%e0%80%ae", UTF_8),
          path("/a%ff", UTF_8),
          path("/a%ed%a0%80", UTF_8),
          path("a", SLASH),
          path("*", SLASH),
          path("?a", SLASH),
          path("ftp://a/", SLASH),
          path("http:/a", SLASH),
          path("http://b/", TARGET_HOST),
          path("http://a:81/", TARGET_HOST),
          path("http://user@a/", TARGET_HOST),
          path("http:///b", TARGET_HOST),
          path("http://a//b", SEGMENTS),
          path("http://a/../b", SEGMENTS),
          path("http://a#b", TARGET_HOST),
          path("/a?b=%zz", QUERY),
          path("/a?b|c", QUERY),
          path("/a?b#c", QUERY),
          path("/a?\u00e4", QUERY));

  static final List<Refused> NOMINATIONS =
      List.of(
          connection("X-PayKore-Partner-Id"),
          connection("x-paykore-environment"),
          connection("X_PayKore_Key_Id"),
          connection("X-API-Key"),
          connection("close, x-api-key"),
          connection("Authorization"),
          connection("X-Request-Id"),
          connection("X-Forwarded-For"),
          connection("Forwarded"),
          connection("X-RateLimit-Limit"),
          connection("Content-Length"),
          connection("Transfer-Encoding"),
          connection("Host"),
          connection("keep-alive\r\nConnection: X-Request-Id"));

  @BeforeAll
  void start() {
    edge = GuardedEdge.withDefaults();
  }

  @AfterAll
  void stop() {
    edge.close();
  }

  @ParameterizedTest
  @FieldSource({"FRAMING", "HEADS", "HOSTS", "PATHS", "NOMINATIONS"})
  void isRefusedWhole(Refused refused) {
    int begun = edge.farSide().begun();
    try (RawHttpClient client = RawHttpClient.connect(edge.port())) {
      RawResponse response = client.sendText(refused.request()).read();
      EdgeAnswer.of(ErrorCode.BAD_REQUEST, refused.message())
          .with("connection", "close")
          .assertIs(response);
      client.expectEnd();
    }
    assertThat(edge.farSide().begun()).isEqualTo(begun);
  }

  private static String chunkedAnd(String header) {
    return "Transfer-Encoding: chunked\r\n" + header;
  }

  private static Refused post(String name, String headers, String message) {
    String head = "POST / HTTP/1.1\r\nHost: a\r\n" + headers;
    return new Refused(name, head + "\r\n\r\n0\r\n\r\n", message);
  }

  private static Refused get(String name, String headers, String message) {
    return new Refused(name, "GET / HTTP/1.1\r\nHost: a\r\n" + headers + "\r\n\r\n", message);
  }

  private static Refused line(String name, String line, String message) {
    return new Refused(name, line + "\r\nHost: a\r\n\r\n", message);
  }

  private static Refused host(String name, String host, String message) {
    return new Refused(name, "GET / HTTP/1.1\r\nHost: " + host + "\r\n\r\n", message);
  }

  private static Refused path(String target, String message) {
    return line(target, "GET " + target + " HTTP/1.1", message);
  }

  private static Refused connection(String nominated) {
    return get("Connection: " + nominated, "Connection: " + nominated, NOMINATED);
  }
}
