package dev.paykore.gateway.testing;

import dev.paykore.gateway.GatewayApplication;
import dev.paykore.gateway.stores.Stores;
import dev.paykore.servers.FreePort;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** An edge as a process of its own, with a heap of its own; its output goes to a file. */
public final class EdgeProcess implements AutoCloseable {

  private static final Duration START_TIMEOUT = Duration.ofMinutes(2);
  private static final Duration POLL = Duration.ofMillis(100);
  private static final String READINESS = "/actuator/health/readiness";

  private final Process process;
  private final int port;
  private final int managementPort;
  private final Path output;

  private EdgeProcess(Process process, int port, int managementPort, Path output) {
    this.process = process;
    this.port = port;
    this.managementPort = managementPort;
    this.output = output;
  }

  /**
   * Starts an edge with the files of a folder and waits until it is ready.
   *
   * @param options of the JVM, and properties of the edge as {@code --name=value}
   */
  public static EdgeProcess start(Stores stores, Path config, String... options) {
    int managementPort = FreePort.next();
    Map<String, String> arguments = RunningEdge.argumentsFor(stores, config);
    int port = FreePort.next();
    arguments.put("server.port", Integer.toString(port));
    arguments.put("management.server.port", Integer.toString(managementPort));
    arguments.put("logging.level.access", "info");
    properties(options).forEach(arguments::put);
    try {
      Path output = Files.createTempFile("edge", ".log");
      output.toFile().deleteOnExit();
      Process process =
          new ProcessBuilder(command(arguments, jvmOptions(options)))
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
      return new EdgeProcess(process, port, managementPort, output).awaitReady(managementPort);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public int port() {
    return port;
  }

  public int managementPort() {
    return managementPort;
  }

  public long pid() {
    return process.pid();
  }

  /** All that the edge has written so far. */
  public String output() {
    try {
      return Files.readString(output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    process.destroy();
    process.onExit().join();
  }

  private static Map<String, String> properties(String... options) {
    return Stream.of(options)
        .filter(option -> option.startsWith("--"))
        .map(option -> option.substring(2).split("=", 2))
        .collect(Collectors.toMap(option -> option[0], option -> option[1]));
  }

  private static List<String> jvmOptions(String... options) {
    return Stream.of(options).filter(option -> !option.startsWith("--")).toList();
  }

  private static List<String> command(Map<String, String> arguments, List<String> jvmOptions) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(jvmOptions);
    command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-cp"));
    command.add(classPath());
    command.add(GatewayApplication.class.getName());
    arguments.forEach((name, value) -> command.add("--" + name + "=" + value));
    return command;
  }

  /** Without what is there for tests alone: it would log in another way than the product. */
  private static String classPath() {
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
        .filter(entry -> !entry.endsWith("test-classes"))
        .collect(Collectors.joining(File.pathSeparator));
  }

  private EdgeProcess awaitReady(int managementPort) {
    Instant deadline = Instant.now().plus(START_TIMEOUT);
    while (!isReady(managementPort)) {
      if (!process.isAlive() || Instant.now().isAfter(deadline)) {
        close();
        throw new AssertionError("the edge did not become ready:\n" + output());
      }
      LockSupport.parkNanos(POLL.toNanos());
    }
    return this;
  }

  private static boolean isReady(int managementPort) {
    URI readiness = URI.create("http://localhost:%d%s".formatted(managementPort, READINESS));
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpRequest request = HttpRequest.newBuilder(readiness).build();
      return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException notYet) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
