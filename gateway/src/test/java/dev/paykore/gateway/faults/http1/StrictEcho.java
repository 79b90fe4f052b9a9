package dev.paykore.gateway.faults.http1;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * A downstream on a raw socket that takes nothing but the one canonical form of a request, down to
 * the last byte, and answers with what it got. Whatever else comes is remembered as a violation.
 */
final class StrictEcho implements AutoCloseable {

  /** What a request has of the edge's own making, each exactly once. */
  private static final List<String> OF_THE_EDGE =
      List.of(
          "Host",
          "X-Request-Id",
          "X-PayKore-Partner-Id",
          "X-PayKore-Key-Id",
          "X-PayKore-Environment",
          "X-PayKore-Tier",
          "X-Forwarded-For",
          "X-Forwarded-Proto",
          "X-Forwarded-Host");

  /** What ends at the edge. */
  private static final List<String> ENDING =
      List.of(
          "Upgrade",
          "HTTP2-Settings",
          "TE",
          "Trailer",
          "Expect",
          "Keep-Alive",
          "X-API-Key",
          "Proxy-Connection",
          "Forwarded",
          "X-Real-IP",
          "True-Client-IP",
          "Connection");

  /** Is answered with more than all buffers on the way hold. */
  static final String LARGE = "/large";

  private static final int LARGE_BODY = 64 << 20;
  private static final byte[] ZEROS = new byte[1 << 16];

  /** What a client of these tests says of itself. */
  private static final String CLAIM = "evil";

  private final ServerSocket server;
  private final Map<String, StrictRequest> arrived = new ConcurrentHashMap<>();
  private final Queue<String> violations = new ConcurrentLinkedQueue<>();
  private final Set<Socket> connections = ConcurrentHashMap.newKeySet();

  StrictEcho() {
    try {
      server = new ServerSocket(0, 512, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.ofVirtual().start(this::accept);
  }

  String url() {
    return "http://localhost:" + server.getLocalPort();
  }

  /** The requests that arrived whole, by the ids that the edge gave them. */
  Map<String, StrictRequest> arrived() {
    return arrived;
  }

  /** How many connections the edge has to here. */
  int connections() {
    return connections.size();
  }

  /** What came and was not in canonical form. */
  Queue<String> violations() {
    return violations;
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket connection = server.accept();
        Thread.ofVirtual().start(() -> serve(connection));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void serve(Socket connection) {
    connections.add(connection);
    try (connection) {
      InputStream in = new BufferedInputStream(connection.getInputStream());
      for (StrictRequest next = StrictRequest.read(in);
          next != null;
          next = StrictRequest.read(in)) {
        check(next);
        arrived.put(next.all("X-Request-Id").getFirst(), next);
        answer(next, connection.getOutputStream());
      }
    } catch (StrictRequest.NotCanonicalException violation) {
      violations.add(violation.getMessage());
    } catch (IOException brokenOff) {
      // Not whole, so not counted.
    } finally {
      connections.remove(connection);
    }
  }

  private void check(StrictRequest request) throws IOException {
    for (String name : OF_THE_EDGE) {
      if (request.all(name).size() != 1 || request.all(name).contains(CLAIM)) {
        violations.add("%s: expected once, of the edge, in %s".formatted(name, request.fields()));
      }
    }
    for (String name : ENDING) {
      if (!request.all(name).isEmpty()) {
        violations.add("%s: expected nowhere in %s".formatted(name, request.fields()));
      }
    }
  }

  private void answer(StrictRequest request, OutputStream out) throws IOException {
    if (request.target().equals(LARGE)) {
      out.write(head(LARGE_BODY));
      for (int sent = 0; sent < LARGE_BODY; sent += ZEROS.length) {
        out.write(ZEROS);
      }
    } else {
      String body = request.summary();
      out.write(head(body.length()));
      out.write(body.getBytes(StandardCharsets.ISO_8859_1));
    }
  }

  private static byte[] head(int length) {
    return "HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n"
        .formatted(length)
        .getBytes(StandardCharsets.ISO_8859_1);
  }

  @Override
  public void close() {
    try {
      server.close();
      for (Socket connection : connections) {
        connection.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
