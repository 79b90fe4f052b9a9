package dev.paykore.gateway.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paykore.gateway.stores.Stores;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** An edge as a process of its own, with a heap of its own; its output goes to a file. */
public final class EdgeProcess implements AutoCloseable {

  private static final Duration START_TIMEOUT = Duration.ofMinutes(2);
  private static final Duration POLL = Duration.ofMillis(50);
  private static final Pattern KEY = Pattern.compile("sk_(?:live|test)_[0-9a-f]{64}");

  private final Process process;
  private final int port;
  private final ManagementPort management;
  private final Path output;

  EdgeProcess(Process process, int port, int managementPort, Path output) {
    this.process = process;
    this.port = port;
    this.management = new ManagementPort(managementPort);
    this.output = output;
  }

  /**
   * Starts an edge with the files of a folder and waits until it is ready.
   *
   * @param options of the JVM, and properties of the edge as {@code --name=value}
   */
  public static EdgeProcess start(Stores stores, Path config, String... options) {
    EdgeLaunch launch = new EdgeLaunch(stores, config);
    for (String option : options) {
      if (option.startsWith("--")) {
        launch.with(option.substring(2));
      } else {
        launch.jvm(option);
      }
    }
    return launch.start();
  }

  public int port() {
    return port;
  }

  public int managementPort() {
    return management.port();
  }

  public long pid() {
    return process.pid();
  }

  public ManagementPort management() {
    return management;
  }

  /** All that the edge has written so far. */
  public String output() {
    try {
      return Files.readString(output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /** Sends a POSIX signal by its name. */
  public void signal(String name) {
    try {
      new ProcessBuilder("kill", "-" + name, Long.toString(pid())).inheritIO().start().waitFor();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Waits for the end of the process; the exit code. */
  public int awaitExit(Duration longest) {
    try {
      if (process.waitFor(longest.toMillis(), TimeUnit.MILLISECONDS)) {
        return process.exitValue();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    throw new AssertionError("the edge still runs after %s".formatted(longest));
  }

  /** Waits until readiness says so. */
  public EdgeProcess awaitReady() {
    Instant deadline = Instant.now().plus(START_TIMEOUT);
    while (management.readiness() != ManagementPort.OK) {
      if (!process.isAlive() || Instant.now().isAfter(deadline)) {
        close();
        throw new AssertionError("the edge did not become ready:\n" + output());
      }
      LockSupport.parkNanos(POLL.toNanos());
    }
    return this;
  }

  /** Ends the process, and fails if it has written a key. */
  @Override
  public void close() {
    if (isAlive()) {
      signal("CONT");
    }
    process.destroy();
    process.onExit().join();
    assertNoKeyIsWritten();
  }

  /** Line by line: a flood's output is larger than the heap of the tests. */
  private void assertNoKeyIsWritten() {
    if (!Files.isRegularFile(output)) {
      return;
    }
    try (Stream<String> lines = Files.lines(output, StandardCharsets.ISO_8859_1)) {
      assertThat(lines.filter(KEY.asPredicate())).as("lines with a key").isEmpty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
