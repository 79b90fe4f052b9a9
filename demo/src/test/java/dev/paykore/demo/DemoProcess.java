package dev.paykore.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paykore.servers.FreePort;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The demo in a process of its own, as a person starts it. */
final class DemoProcess implements AutoCloseable {

  private static final long PATIENCE_SECONDS = 120;
  private static final String SHORT_LIVED = "-XX:TieredStopAtLevel=1";

  private final Process process;
  private final Path errors;
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final List<String> greeting = new ArrayList<>();

  private DemoProcess(Process process, Path errors) {
    this.process = process;
    this.errors = errors;
  }

  static DemoProcess start(int edgePort, int managementPort) {
    try {
      Path errors = Files.createTempFile("paykore-demo", ".err");
      ProcessBuilder builder =
          new ProcessBuilder(
              Path.of(System.getProperty("java.home"), "bin", "java").toString(),
              "-Xmx512m",
              "-XX:+UseCompactObjectHeaders",
              SHORT_LIVED,
              "--enable-native-access=ALL-UNNAMED",
              "--sun-misc-unsafe-memory-access=allow",
              "-Dpaykore.demo.config=" + System.getProperty("paykore.demo.config"),
              "-cp",
              System.getProperty("java.class.path"),
              DemoApplication.class.getName());
      builder.environment().put("PAYKORE_EDGE_PORT", Integer.toString(edgePort));
      builder.environment().put("PAYKORE_MANAGEMENT_PORT", Integer.toString(managementPort));
      builder.environment().put("PAYKORE_CONSOLE_PORT", Integer.toString(FreePort.next()));
      builder
          .environment()
          .put("PAYKORE_CONSOLE_MANAGEMENT_PORT", Integer.toString(FreePort.next()));
      return new DemoProcess(builder.redirectError(errors.toFile()).start(), errors);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads what the demo prints, up to the last of the three commands. */
  void awaitGreeting() {
    BufferedReader output = process.inputReader();
    while (greeting.stream().filter(line -> line.startsWith("curl ")).count() < 3) {
      greeting.add(nextLine(output));
    }
  }

  /** The lines of the block, as names and values. */
  Map<String, String> values() {
    Map<String, String> values = new LinkedHashMap<>();
    greeting.stream()
        .filter(line -> line.startsWith("PAYKORE_"))
        .map(line -> line.split("=", 2))
        .forEach(nameAndValue -> values.put(nameAndValue[0], nameAndValue[1]));
    return values;
  }

  URI uri(String name) {
    return URI.create(values().get(name));
  }

  /** Asks the edge with the key of that name. */
  HttpResponse<String> get(String path, String keyName) {
    return getWith(values().get(keyName), path);
  }

  /** Asks the edge with that key. */
  HttpResponse<String> getWith(String key, String path) {
    return send(
        HttpRequest.newBuilder(URI.create(values().get("PAYKORE_EDGE") + path))
            .header("X-API-Key", key)
            .build());
  }

  HttpResponse<String> send(HttpRequest request) {
    return client.sendAsync(request, BodyHandlers.ofString()).join();
  }

  /** Tells the demo to end, as Ctrl-C does, and waits until it has. */
  int end() throws InterruptedException {
    process.destroy();
    return awaitExit();
  }

  int awaitExit() throws InterruptedException {
    assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
    return process.exitValue();
  }

  List<String> errorLines() {
    try {
      return Files.readAllLines(errors);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
    client.close();
    try {
      Files.delete(errors);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String nextLine(BufferedReader output) {
    try {
      String line = output.readLine();
      assertThat(line).as(() -> "the demo has ended: " + errorLines()).isNotNull();
      return line;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
