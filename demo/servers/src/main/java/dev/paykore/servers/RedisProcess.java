package dev.paykore.servers;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import redis.embedded.core.ExecutableProvider;

/**
 * A real {@code redis-server} on a loopback port, without persistence. It ends with this process,
 * at the latest.
 */
public final class RedisProcess implements AutoCloseable {

  private static final Duration START_TIMEOUT = Duration.ofSeconds(20);
  private static final File BINARY = extractBinary();

  private final int port;
  private final List<String> options;
  private @Nullable Process process;

  private RedisProcess(int port, List<String> options) {
    this.port = port;
    this.options = options;
    Runtime.getRuntime().addShutdownHook(new Thread(this::kill));
  }

  /** Starts a server on a free port; the options are those of the {@code redis-server} command. */
  public static RedisProcess start(String... options) {
    return startOn(FreePort.next(), options);
  }

  /** Starts a server on the given port. */
  public static RedisProcess startOn(int port, String... options) {
    RedisProcess server = new RedisProcess(port, List.of(options));
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
    process = launch();
    awaitPong(Instant.now().plus(START_TIMEOUT));
  }

  /** Ends the server as {@code kill -9} does; waits until it is gone. */
  public void kill() {
    if (process != null) {
      process.destroyForcibly().onExit().join();
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
  }

  private List<Long> processIds() {
    return process == null ? List.of() : List.of(process.pid());
  }

  private Process launch() {
    List<String> command = new ArrayList<>(List.of(BINARY.getPath()));
    command.addAll(List.of("--port", Integer.toString(port), "--bind", "127.0.0.1"));
    command.addAll(List.of("--save", "", "--appendonly", "no", "--daemonize", "no"));
    command.addAll(options);
    try {
      return new ProcessBuilder(command)
          .directory(BINARY.getParentFile())
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void awaitPong(Instant deadline) {
    while (!answersPing()) {
      if (Instant.now().isAfter(deadline) || process == null || !process.isAlive()) {
        throw new IllegalStateException("redis-server did not start on port " + port);
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

  private static File extractBinary() {
    try {
      return ExecutableProvider.newJarResourceProvider().get();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
