package dev.paykore.gateway.faults.http1;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.paykore.gateway.faults.FaultRow;
import dev.paykore.gateway.faults.FaultRun;
import dev.paykore.gateway.stores.Stores;
import dev.paykore.gateway.testing.EdgeLaunch;
import dev.paykore.gateway.testing.EdgeProcess;
import dev.paykore.gateway.testing.RawHttpClient;
import dev.paykore.gateway.testing.RawResponse;
import dev.paykore.keys.Environment;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** An edge as a process of its own, as it would find itself in Kubernetes: what it writes. */
class HostileProcessTests {

  private static final Duration SILENCE = Duration.ofMillis(250);

  private static Stores stores;
  private static StrictEcho echo;
  private static StrictEcho live;
  private static EdgeProcess edge;
  private static String key;

  @BeforeAll
  static void start() {
    stores = Stores.start();
    echo = new StrictEcho();
    live = new StrictEcho();
    key = stores.issue(Environment.SANDBOX).key().reveal();
    edge =
        new EdgeLaunch(stores, HostileEdge.configuration(echo, live))
            .jvm("-Dio.netty.leakDetection.level=paranoid", "-Xmx256m")
            .by("env", "KUBERNETES_SERVICE_HOST=10.0.0.1", "KUBERNETES_SERVICE_PORT=443")
            .start();
  }

  @AfterAll
  static void stop() {
    edge.close();
    echo.close();
    live.close();
    stores.close();
  }

  @Test
  void inKubernetesNobodyIsBelievedEither() {
    RawResponse answer =
        send("{GET}X-Forwarded-For: 203.0.113.9\\r\\nForwarded: for=1.1.1.1\\r\\n\\r\\n");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(echo.arrived().get(answer.header("X-Request-Id")).all("X-Forwarded-For"))
        .containsExactly("127.0.0.1");
  }

  @Test
  void neitherAnswersNorErrorsTellWhatTheEdgeIsMadeOf() {
    for (String request :
        List.of("{GET}\\r\\n", "{GET}Host: b\\r\\n\\r\\n", "GET / HTTP/9\\r\\n\\r\\n")) {
      RawResponse answer = send(request);
      assertThat(answer.has("Server")).isFalse();
      assertThat(answer.has("X-Powered-By")).isFalse();
      assertThat(answer.toString().toLowerCase(Locale.ROOT))
          .doesNotContain("netty", "spring", "java", "exception", "tomcat", "<html");
    }
    FaultRow.of("S14", "answers and errors, of the guard and of later stages")
        .promised("no version, class, stack or host name; no Server header")
        .seen("none in %d kinds of answers", 3);
  }

  @Test
  void abortsLeakNothingAndWriteNothingButAccessLines() {
    int aborts = FaultRun.times(200, 10_000);
    int before = edge.output().length();
    for (int i = 0; i < aborts; i++) {
      abort(i % 2 == 0 ? "POST /up%sContent-Length: 999999\r\n\r\nhalf" : "GET /large%s\r\n", i);
    }
    String output = outputOnceQuiet().substring(before);
    assertThat(output).doesNotContain("LEAK", "\"level\":\"WARN\"", "\"level\":\"ERROR\"");
    FaultRow.of("L4", "%,d uploads and downloads that the client resets".formatted(aborts))
        .promised("nothing leaks (paranoid detection), nothing is logged but access lines")
        .seen("%,d access lines, no leak, no warning", accessLines(output).count());
  }

  @Test
  void everyLineOfTheLogIsOneObjectWhateverComes() {
    List<Shape> shapes =
        Stream.of("http1", "paths", "crossing")
            .flatMap(folder -> Shape.in(folder).stream())
            .toList();
    try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
      shapes.forEach(shape -> clients.execute(() -> send(shape)));
    }
    String output = outputOnceQuiet();
    assertThat(accessLines(output).count()).isGreaterThan(shapes.size() / 2);
    output.lines().forEach(HostileProcessTests::expectObject);
    FaultRow.of("S8", "%d hostile shapes, and what the log makes of them".formatted(shapes.size()))
        .promised("one line is one JSON object; nothing splits a line or an answer")
        .seen("%,d lines, each one object", output.lines().count());
  }

  private static void send(Shape shape) {
    String text =
        shape.file().equals("paths")
            ? "GET " + shape.text() + " HTTP/1.1\\r\\n\\r\\n"
            : shape.text();
    try (RawHttpClient client = RawHttpClient.connect(edge.port())) {
      client.sendBytes(ShapeText.read(text, key)).readUntilSilent(SILENCE);
    } catch (UncheckedIOException cutOff) {
      // As it may.
    }
  }

  private static void expectObject(String line) {
    if (!line.startsWith("{")) {
      // The JVM itself speaks before the log does.
      assertThat(line).doesNotContain("HTTP", "GET", "/a");
      return;
    }
    assertThat(JsonMapper.shared().readTree(line).isObject()).as(line).isTrue();
  }

  private static Stream<String> accessLines(String output) {
    return output.lines().filter(line -> line.contains("\"duration_ms\""));
  }

  private static void abort(String request, int number) {
    String rest = " HTTP/1.1\r\nHost: localhost\r\nX-API-Key: " + key + "\r\n";
    try (RawHttpClient client = RawHttpClient.connect(edge.port())) {
      client.sendText(request.formatted(rest));
      if (number % 4 == 3) {
        client.skipTo("HTTP/1.1");
      }
      client.reset();
    } catch (AssertionError | UncheckedIOException cutOff) {
      // An upload has no answer to wait for.
    }
  }

  /** What was written once the line of a last request has come. */
  private static String outputOnceQuiet() {
    String id = send("{GET}\\r\\n").header("X-Request-Id");
    await().until(() -> edge.output().contains(id));
    return edge.output();
  }

  private static RawResponse send(String text) {
    try (RawHttpClient client = RawHttpClient.connect(edge.port())) {
      return client.sendBytes(ShapeText.read(text, key)).read();
    }
  }
}
