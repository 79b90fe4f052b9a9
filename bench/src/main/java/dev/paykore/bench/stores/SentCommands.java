package dev.paykore.bench.stores;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.LongAdder;

/**
 * Counts what clients send to Redis, by {@code MONITOR}: {@code INFO} cannot tell a command that a
 * client sent from one that a script called.
 */
public final class SentCommands implements AutoCloseable {

  private static final String CALLED_BY_A_SCRIPT = " lua] ";

  private final Socket socket;
  private final LongAdder sent = new LongAdder();
  private final Thread reader;

  private SentCommands(Socket socket, BufferedReader lines) {
    this.socket = socket;
    this.reader = Thread.ofPlatform().daemon().name("monitor").start(() -> count(lines));
  }

  static SentCommands of(int redisPort) {
    try {
      Socket socket = new Socket(InetAddress.getLoopbackAddress(), redisPort);
      BufferedReader lines =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
      socket.getOutputStream().write("MONITOR\r\n".getBytes(StandardCharsets.US_ASCII));
      lines.readLine();
      return new SentCommands(socket, lines);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** How many so far. */
  public long soFar() {
    return sent.sum();
  }

  @Override
  public void close() {
    try {
      socket.close();
      reader.join();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void count(BufferedReader lines) {
    try {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (!line.contains(CALLED_BY_A_SCRIPT)) {
          sent.increment();
        }
      }
    } catch (IOException closed) {
      // The count has ended.
      return;
    }
  }
}
