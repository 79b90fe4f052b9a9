package dev.paykore.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A real {@code redis-server} on a loopback port, without persistence. It ends with this process,
 * at the latest.
 */
public final class RedisProcess implements AutoCloseable {

  private static final Duration START_TIMEOUT = Duration.ofSeconds(20);
  private static final Path BINARY = RedisBinary.unpacked();

  private final int port;
  private final List<String> options;
  private final String configuration;
  private final Path directory = ServerFiles.temporary("redis");
  private @Nullable Process process;
  private @Nullable Lifeline lifeline;

  private RedisProcess(int port, String configuration, List<String> options) {
    this.port = port;
    this.configuration = configuration;
    this.options = options;
  }

  /** Starts a server on a free port; the options are those of the {@code redis-server} command. */
  public static RedisProcess start(String... options) {
    return startOn(FreePort.next(), options);
  }

  /**
   * Starts a server on the given port.
   *
   * @throws IllegalStateException with the server's own words, if it does not start
   */
  public static RedisProcess startOn(int port, String... options) {
    RedisProcess server = new RedisProcess(port, "", List.of(options));
    server.restart();
    return server;
  }

  /** Starts a Sentinel; the configuration is that of its file, in which it keeps its state. */
  static RedisProcess startSentinel(String configuration) {
    RedisProcess server = new RedisProcess(FreePort.next(), configuration, List.of("--sentinel"));
    server.restart();
    return server;
  }

  /** The port on the loopback address. */
  public int port() {
    return port;
  }

  /** The address in the form that Spring and Lettuce take. */
  public String url() {
    return "redis://localhost:" + port;
  }

  /** Starts the server again, empty, on the same port; waits until it answers. */
  public void restart() {
    kill();
    Process launched = launch();
    process = launched;
    lifeline = Lifeline.tie(launched.pid(), "KILL", directory);
    awaitPong(launched, Instant.now().plus(START_TIMEOUT));
  }

  /** Ends the server as {@code kill -9} does; waits until it is gone. */
  public void kill() {
    if (process != null) {
      process.destroyForcibly().onExit().join();
    }
    if (lifeline != null) {
      lifeline.close();
    }
  }

  /** Freezes the server: connections stay open and nothing is answered. */
  public void pause() {
    Signals.send("STOP", processIds());
  }

  /** Lets a frozen server go on. */
  public void resume() {
    Signals.send("CONT", processIds());
  }

  @Override
  public void close() {
    kill();
    ServerFiles.delete(directory);
  }

  Path directory() {
    return directory;
  }

  private List<Long> processIds() {
    return process == null ? List.of() : List.of(process.pid());
  }

  private Process launch() {
    List<String> command = new ArrayList<>(List.of(BINARY.toString(), file().toString()));
    command.addAll(List.of("--port", Integer.toString(port), "--bind", "127.0.0.1"));
    command.addAll(List.of("--save", "", "--appendonly", "no", "--daemonize", "no"));
    command.addAll(options);
    try {
      return new ProcessBuilder(command)
          .directory(directory.toFile())
          .redirectErrorStream(true)
          .redirectOutput(log().toFile())
          .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path file() {
    Path file = directory.resolve("redis.conf");
    try {
      return Files.exists(file) ? file : Files.writeString(file, configuration);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void awaitPong(Process launched, Instant deadline) {
    while (!answersPing()) {
      if (!launched.isAlive() || Instant.now().isAfter(deadline)) {
        String words = ServerFiles.lastLines(log());
        close();
        throw new IllegalStateException(
            "redis-server did not start on port %d: %s".formatted(port, words));
      }
      Thread.onSpinWait();
    }
  }

  private boolean answersPing() {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout((int) START_TIMEOUT.toMillis());
      socket.getOutputStream().write("PING\r\n".getBytes(StandardCharsets.US_ASCII));
      // Any answer will do: a server that wants a password says so.
      return socket.getInputStream().read() != -1;
    } catch (IOException notYet) {
      return false;
    }
  }

  private Path log() {
    return directory.resolve("redis.log");
  }
}
