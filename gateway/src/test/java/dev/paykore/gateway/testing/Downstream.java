package dev.paykore.gateway.testing;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import javax.net.ssl.SSLContext;

/**
 * A downstream service on a raw socket. It reads the head of each request, hands it with the
 * connection to a script, and remembers it.
 */
public final class Downstream implements AutoCloseable {

  private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();
  private static final int BACKLOG = 2_000;
  private static final int END_OF_HEAD = 0x0D0A0D0A;

  private final String scheme;
  private final ServerSocket server;
  private final Wrapping wrapping;
  private final List<String> heads = new ArrayList<>();
  private final List<Socket> connections = new CopyOnWriteArrayList<>();
  private volatile Script script;

  /** What a downstream does with a request once its head is read. */
  @FunctionalInterface
  public interface Script {
    void answer(InputStream in, OutputStream out, String head) throws IOException;
  }

  /** What is spoken on a connection. */
  @FunctionalInterface
  private interface Wrapping {
    Socket wrap(Socket wire) throws IOException;
  }

  private Downstream(Script script, String scheme, ServerSocket server, Wrapping wrapping) {
    this.script = script;
    this.scheme = scheme;
    this.server = server;
    this.wrapping = wrapping;
    Thread.ofVirtual().start(this::accept);
  }

  /** Answers every request with 200 and the given body. */
  public static Downstream answering(String body) {
    return new Downstream(ok(body), "http", listen(LOOPBACK, 0), wire -> wire);
  }

  /** The same by TLS, with the certificate that the context has. */
  public static Downstream answering(String body, SSLContext tls) {
    return new Downstream(
        ok(body),
        "https",
        listen(LOOPBACK, 0),
        wire -> tls.getSocketFactory().createSocket(wire, null, true));
  }

  /** The same at an address and port of this machine. */
  public static Downstream answering(String body, String address, int port) {
    return new Downstream(
        ok(body), "http", listen(InetAddress.ofLiteral(address), port), wire -> wire);
  }

  private static ServerSocket listen(InetAddress address, int port) {
    try {
      return new ServerSocket(port, BACKLOG, address);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A script that answers with 200, the body and perhaps more headers. */
  public static Script ok(String body, String... headers) {
    String more = headers.length == 0 ? "" : String.join("\r\n", headers) + "\r\n";
    String length = "Content-Length: %d\r\n".formatted(body.length());
    return text("HTTP/1.1 200 OK\r\n" + length + more + "\r\n" + body);
  }

  /** A script that writes the text as it stands. */
  public static Script text(String text) {
    return (in, out, head) -> out.write(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  /** A script that writes the text and then ends the connection. */
  public static Script textAndEnd(String text) {
    return (in, out, head) -> {
      out.write(text.getBytes(StandardCharsets.ISO_8859_1));
      out.close();
    };
  }

  /** A script that says nothing until the connection ends, and then counts down. */
  public static Script silentUntilGone(CountDownLatch gone) {
    return (in, out, head) -> {
      while (in.read() >= 0) {
        // Whatever comes: nobody answers.
      }
      gone.countDown();
    };
  }

  /** A script that does as the other and then resets the connection. */
  public static Script thenReset(Script first) {
    return thenGone(first, true);
  }

  /**
   * A script that does as the other and then ends the connection, by TLS without announcing it as
   * {@link #textAndEnd} does.
   */
  public static Script thenGone(Script first) {
    return thenGone(first, false);
  }

  private static Script thenGone(Script first, boolean reset) {
    return (in, out, head) -> {
      first.answer(in, out, head);
      throw new Gone(reset);
    };
  }

  public Downstream will(Script next) {
    script = next;
    return this;
  }

  public int port() {
    return server.getLocalPort();
  }

  public String url() {
    return scheme + "://localhost:" + port();
  }

  /** The heads of the requests so far, as they came. */
  public List<String> heads() {
    synchronized (heads) {
      return List.copyOf(heads);
    }
  }

  /** The head of the last request. */
  public String lastHead() {
    synchronized (heads) {
      return heads.getLast();
    }
  }

  /** The values of a header in the last request. */
  public List<String> received(String name) {
    String prefix = name.toLowerCase(Locale.ROOT) + ":";
    return lastHead()
        .lines()
        .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(prefix))
        .map(line -> line.substring(prefix.length()).strip())
        .toList();
  }

  public void forget() {
    synchronized (heads) {
      heads.clear();
    }
  }

  /** Ends all connections that there are. */
  public void endConnections() {
    try {
      for (Socket connection : connections) {
        connection.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try {
      server.close();
      endConnections();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket wire = server.accept();
        connections.add(wire);
        Thread.ofVirtual().start(() -> serve(wire));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void serve(Socket wire) {
    try (wire;
        Socket connection = wrapping.wrap(wire)) {
      InputStream in = new BufferedInputStream(connection.getInputStream());
      for (String head = head(in); !head.isEmpty(); head = head(in)) {
        remember(head);
        answer(in, connection, head, wire);
      }
    } catch (IOException gone) {
      // The edge has ended the connection.
    }
  }

  private void remember(String head) {
    synchronized (heads) {
      heads.add(head);
    }
  }

  private void answer(InputStream in, Socket connection, String head, Socket wire)
      throws IOException {
    try {
      script.answer(in, connection.getOutputStream(), head);
    } catch (Gone gone) {
      if (gone.reset) {
        wire.setSoLinger(true, 0);
      }
      wire.close();
      throw gone;
    }
  }

  private static String head(InputStream in) throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    int lastFour = 0;
    for (int next = in.read(); next >= 0; next = in.read()) {
      head.write(next);
      lastFour = lastFour << Byte.SIZE | next;
      if (lastFour == END_OF_HEAD) {
        return head.toString(StandardCharsets.ISO_8859_1);
      }
    }
    return "";
  }

  /** Ends a connection without a word, or with a reset. */
  private static final class Gone extends IOException {

    private final boolean reset;

    Gone(boolean reset) {
      super("gone");
      this.reset = reset;
    }
  }
}
