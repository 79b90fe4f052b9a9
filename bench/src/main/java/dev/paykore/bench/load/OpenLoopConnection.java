package dev.paykore.bench.load;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** One connection of the open loop. It sends late what was due while it waited for an answer. */
final class OpenLoopConnection {

  private static final int REFUSAL = 400;
  private static final int TIMEOUT_MILLIS = 10_000;

  private final URI url;
  private final byte[] request;

  OpenLoopConnection(URI url, String key) {
    this.url = url;
    this.request =
        "GET %s HTTP/1.1\r\nHost: %s\r\nX-API-Key: %s\r\n\r\n"
            .formatted(url.getPath(), url.getAuthority(), key)
            .getBytes(StandardCharsets.US_ASCII);
  }

  /**
   * What one connection saw.
   *
   * @param nanos of each request, from when it was due to the end of its answer
   * @param refusals answers of 400 and above
   */
  record Seen(List<Long> nanos, long refusals) {}

  Seen run(Schedule schedule) throws IOException {
    List<Long> nanos = new ArrayList<>(schedule.requests());
    long refusals = 0;
    try (Socket socket = new Socket(url.getHost(), url.getPort())) {
      socket.setTcpNoDelay(true);
      socket.setSoTimeout(TIMEOUT_MILLIS);
      InputStream answers = new BufferedInputStream(socket.getInputStream());
      for (int i = 0; i < schedule.requests(); i++) {
        long due = schedule.dueNanos(i);
        waitUntil(due);
        socket.getOutputStream().write(request);
        if (AnswerReader.skip(answers) >= REFUSAL) {
          refusals++;
        }
        nanos.add(System.nanoTime() - due);
      }
    }
    return new Seen(nanos, refusals);
  }

  private static void waitUntil(long due) {
    for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }
}
