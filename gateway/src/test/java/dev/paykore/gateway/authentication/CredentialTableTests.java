package dev.paykore.gateway.authentication;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paykore.gateway.error.EdgeException;
import dev.paykore.gateway.faults.FaultRow;
import dev.paykore.gateway.stores.Stores;
import dev.paykore.keys.Environment;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.http.codec.ServerCodecConfigurer;
import org.springframework.http.server.reactive.ReactorHttpHandlerAdapter;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.adapter.WebHttpHandlerBuilder;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;

/** Sends each row of the table in {@code docs/errors.md} over a real connection. */
class CredentialTableTests {

  private static final Path DOCUMENT = Path.of("..", "docs", "errors.md");
  private static final String TABLE = "| the request has | answer |";
  private static final Pattern CODE = Pattern.compile("`([^`]*)`");

  private static Stores stores;
  private static NamedKeys keys;
  private static DisposableServer server;

  @BeforeAll
  static void start() {
    stores = Stores.start();
    keys = new NamedKeys(stores);
    EdgeUnderTest edge = new EdgeUnderTest(stores);
    server =
        HttpServer.create()
            .port(0)
            .handle(
                new ReactorHttpHandlerAdapter(
                    WebHttpHandlerBuilder.webHandler(exchange -> answer(edge, exchange))
                        // Made here: it is read from a file, which no event loop may do.
                        .codecConfigurer(ServerCodecConfigurer.create())
                        .build()))
            .bindNow();
  }

  @AfterAll
  static void stop() throws IOException {
    FaultRow.of("S6", "credentials doubled, at odds, empty, malformed, in the wrong place")
        .promised("as docs/errors.md has it")
        .seen("%d shapes, each answered so", rows().count());
    server.disposeNow();
    stores.close();
  }

  @ParameterizedTest(name = "{0} -> {1}")
  @MethodSource("rows")
  void theAnswerIsAsDocumented(String presented, String documented) throws IOException {
    assertThat(send(presented)).isEqualTo(documented);
  }

  @Test
  void theTableIsThere() throws IOException {
    assertThat(rows()).hasSizeGreaterThan(45);
  }

  static Stream<Arguments> rows() throws IOException {
    return Files.readAllLines(DOCUMENT).stream()
        .dropWhile(line -> !line.equals(TABLE))
        .skip(2)
        .takeWhile(line -> line.startsWith("|"))
        .map(line -> line.split(" *\\| *", -1))
        .map(cells -> Arguments.of(cells[1], cells[2].replace("`", "")));
  }

  private static String send(String presented) throws IOException {
    StringBuilder target = new StringBuilder("/");
    StringBuilder head = new StringBuilder();
    for (String code : codes(presented)) {
      if (code.startsWith("?")) {
        target.append(keys.fillIn(code));
      } else {
        head.append(keys.fillIn(code)).append("\r\n");
      }
    }
    return exchange(
        "GET %s HTTP/1.1\r\nHost: a\r\nConnection: close\r\n%s\r\n".formatted(target, head));
  }

  private static List<String> codes(String cell) {
    // What stands in brackets explains the row.
    String headers = cell.replaceAll("\\([^)]*\\)$", "");
    return CODE.matcher(headers).results().map((MatchResult code) -> code.group(1)).toList();
  }

  private static String exchange(String request) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      InputStream in = socket.getInputStream();
      String answer = new String(in.readAllBytes(), StandardCharsets.US_ASCII);
      return answer.substring(answer.indexOf("\r\n\r\n") + 4);
    }
  }

  private static Mono<Void> answer(EdgeUnderTest edge, ServerWebExchange arrived) {
    ServerWebExchange exchange = EdgeUnderTest.matched(Environment.SANDBOX, arrived);
    return edge.filter
        .filter(exchange, passed -> write(passed, "accepted"))
        .onErrorResume(
            EdgeException.class, refused -> write(exchange, refused.error().code().name()));
  }

  private static Mono<Void> write(ServerWebExchange exchange, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    exchange.getResponse().getHeaders().setContentLength(bytes.length);
    return exchange
        .getResponse()
        .writeWith(Mono.just(exchange.getResponse().bufferFactory().wrap(bytes)));
  }
}
