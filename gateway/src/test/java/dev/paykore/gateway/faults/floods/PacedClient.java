package dev.paykore.gateway.faults.floods;

import dev.paykore.gateway.testing.RawHttpClient;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * A client whose network takes some time, and never for long: it is waited for nearly all the time.
 *
 * @param port of the edge
 * @param apiKey in each request
 */
record PacedClient(int port, String apiKey) {

  /** What it sends, in bytes. */
  private static final int LENGTH = 48 << 16;

  private static final int PART = 1 << 16;
  private static final Duration PAUSE = Duration.ofMillis(100);

  /** The status of the answer to a long body. */
  int upload() throws IOException {
    byte[] part = new byte[PART];
    try (Socket socket = begin("POST /a", "Content-Length: " + LENGTH)) {
      for (int sent = 0; sent < LENGTH; sent += PART) {
        socket.getOutputStream().write(part);
        LockSupport.parkNanos(PAUSE.toNanos());
      }
      return RawHttpClient.over(socket).read().status();
    }
  }

  /** How long a long answer was, its head included. */
  int download() throws IOException {
    int received = 0;
    try (Socket socket = begin("GET /large", "Connection: close")) {
      InputStream in = socket.getInputStream();
      for (int more = in.readNBytes(2 * PART).length;
          more > 0;
          more = in.readNBytes(2 * PART).length) {
        received += more;
        LockSupport.parkNanos(PAUSE.toNanos());
      }
    }
    return received;
  }

  private Socket begin(String request, String header) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket
        .getOutputStream()
        .write(
            "%s HTTP/1.1\r\nHost: a\r\nX-API-Key: %s\r\n%s\r\n\r\n"
                .formatted(request, apiKey, header)
                .getBytes(StandardCharsets.ISO_8859_1));
    return socket;
  }
}
