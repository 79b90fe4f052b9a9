package dev.paykore.gateway.faults.http1;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paykore.gateway.faults.FaultRow;
import dev.paykore.gateway.testing.RawHttpClient;
import dev.paykore.gateway.testing.RawResponse;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Strings that programs stumble over, wherever a client can put them. */
@ExtendWith(HostileEdgeExtension.class)
class NaughtyTests {

  private static final Path CORPUS =
      Path.of("src", "test", "resources", "corpus", "naughty", "strings.txt");
  private static final int PLACES = 6;

  private final HostileEdge edge;

  NaughtyTests(HostileEdge edge) {
    this.edge = edge;
  }

  static List<String> strings() throws IOException {
    return Files.readAllLines(CORPUS).stream().filter(line -> !line.startsWith("# ")).toList();
  }

  @AfterAll
  static void tell() throws IOException {
    FaultRow.of("S12", "naughty strings as key, path, query, header and JSON")
        .promised("no 5xx, nothing reflected in an error; a body and a header byte for byte")
        .seen("%d strings in %d places", strings().size(), PLACES);
  }

  @ParameterizedTest
  @MethodSource("strings")
  void aKeyIs401Or400(String naughty) {
    RawResponse answer = send("GET /a", "X-API-Key: " + naughty, "");
    assertThat(answer.status()).isIn(400, 401);
    expectNotReflected(answer, naughty);
  }

  @ParameterizedTest
  @MethodSource("strings")
  void aTargetArrivesOrIsRefused(String naughty) {
    String escaped = URLEncoder.encode(naughty, StandardCharsets.UTF_8).replace("+", "%20");
    for (String target : List.of("/" + naughty, "/" + escaped, "/a?b=" + escaped)) {
      RawResponse answer = send("GET " + target, "X-API-Key: " + edge.key, "");
      assertThat(answer.status()).isIn(200, 400);
      if (answer.status() == 400) {
        expectNotReflected(answer, naughty);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("strings")
  void aHeaderArrivesByteForByte(String naughty) {
    RawResponse answer = send("GET /a", "X-Note: " + naughty + "\r\nX-API-Key: " + edge.key, "");
    assertThat(arrived(answer).all("X-Note")).containsExactly(bytes(naughty).strip());
  }

  @ParameterizedTest
  @MethodSource("strings")
  void aBodyArrivesByteForByte(String naughty) {
    RawResponse answer = send("POST /a", "X-API-Key: " + edge.key, naughty);
    assertThat(arrived(answer).body()).isEqualTo(bytes(naughty));
  }

  private StrictRequest arrived(RawResponse answer) {
    assertThat(answer.status()).isEqualTo(200);
    return edge.echo.arrived().get(answer.header("X-Request-Id"));
  }

  private static void expectNotReflected(RawResponse answer, String naughty) {
    assertThat(answer.header("Content-Type")).isEqualTo("application/json");
    assertThat(answer.body()).doesNotContain("<");
    if (naughty.length() > 8) {
      assertThat(answer.toString()).doesNotContain(naughty);
    }
  }

  /** Octet for octet, as the downstream reads it. */
  private static String bytes(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
  }

  private RawResponse send(String line, String fields, String body) {
    int length = body.getBytes(StandardCharsets.UTF_8).length;
    String framing = line.startsWith("POST") ? "Content-Length: " + length + "\r\n" : "";
    String head = line + " HTTP/1.1\r\nHost: localhost\r\n" + fields + "\r\n" + framing + "\r\n";
    try (RawHttpClient client = edge.connect()) {
      return client.sendBytes((head + body).getBytes(StandardCharsets.UTF_8)).read();
    }
  }
}
