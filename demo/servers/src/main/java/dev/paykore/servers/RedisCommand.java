package dev.paykore.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** One command to a Redis server on this machine, for setting servers up. */
final class RedisCommand {

  private static final int PATIENCE_MILLIS = 20_000;

  private RedisCommand() {}

  /**
   * The lines of the answer, without those that only say how much of it comes next.
   *
   * @throws IllegalStateException with the server's own words, if it refuses
   */
  static List<String> run(int port, String command) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(PATIENCE_MILLIS);
      String line = command + "\r\nQUIT\r\n";
      socket.getOutputStream().write(line.getBytes(StandardCharsets.US_ASCII));
      byte[] answer = socket.getInputStream().readAllBytes();
      return lines(command, new String(answer, StandardCharsets.US_ASCII));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> lines(String command, String answer) {
    if (answer.startsWith("-")) {
      throw new IllegalStateException("%s: %s".formatted(command, answer));
    }
    List<String> lines = answer.lines().toList();
    return lines.subList(0, lines.size() - 1).stream()
        .filter(line -> !line.startsWith("*") && !line.startsWith("$"))
        .map(line -> line.startsWith("+") || line.startsWith(":") ? line.substring(1) : line)
        .toList();
  }
}
