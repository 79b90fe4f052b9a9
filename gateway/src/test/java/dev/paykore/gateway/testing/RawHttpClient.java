package dev.paykore.gateway.testing;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A client that sends what it is told, byte for byte, and reads strictly what comes back. Text is
 * ISO 8859-1, one character a byte.
 *
 * <pre>
 * try (var client = RawHttpClient.connect(port)) {
 *   client.send("GET /v1/wallets HTTP/1.1", "Host: localhost", "");
 *   RawResponse response = client.read();
 *   assertThat(response.status()).isEqualTo(200);
 * }
 * </pre>
 */
public final class RawHttpClient implements AutoCloseable {

  private static final int PATIENCE_MILLIS = 10_000;
  private static final int FIRST_FINAL_STATUS = 200;

  private final Socket socket;
  private final InputStream in;

  private RawHttpClient(Socket socket) throws IOException {
    this.socket = socket;
    this.in = new BufferedInputStream(socket.getInputStream());
  }

  /** Connects to a port of this machine. */
  public static RawHttpClient connect(int port) {
    return connect(port, InetAddress.getLoopbackAddress());
  }

  /** Connects to a port of this machine from one of its addresses. */
  public static RawHttpClient connect(int port, InetAddress from) {
    try {
      return over(new Socket(InetAddress.getLoopbackAddress(), port, from, 0));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Speaks over a connection that stands. */
  public static RawHttpClient over(Socket socket) {
    try {
      socket.setTcpNoDelay(true);
      socket.setSoTimeout(PATIENCE_MILLIS);
      return new RawHttpClient(socket);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Sends lines, each with CRLF; the last of a head is empty. */
  public RawHttpClient send(String... lines) {
    return sendText(String.join("\r\n", lines) + "\r\n");
  }

  /** Sends the text as it stands. */
  public RawHttpClient sendText(String text) {
    return sendBytes(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  /** Sends the bytes as they stand. */
  public RawHttpClient sendBytes(byte[] bytes) {
    try {
      socket.getOutputStream().write(bytes);
      socket.getOutputStream().flush();
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads one whole response. */
  public RawResponse read() {
    return parse(true);
  }

  /** Reads one response to HEAD: it has no body, whatever its head says. */
  public RawResponse readWithoutBody() {
    return parse(false);
  }

  /** Reads all final responses that come until the server ends the connection, in any way. */
  public List<RawResponse> readAll() {
    List<RawResponse> responses = new ArrayList<>();
    while (!isAtEnd()) {
      RawResponse response = read();
      if (response.status() >= FIRST_FINAL_STATUS) {
        responses.add(response);
      }
    }
    return responses;
  }

  /** The same, but leaves once nothing has come for so long. */
  public List<RawResponse> readUntilSilent(Duration silence) {
    List<RawResponse> responses = new ArrayList<>();
    while (comes(silence)) {
      responses.add(read());
    }
    return responses;
  }

  private boolean comes(Duration silence) {
    try {
      socket.setSoTimeout((int) silence.toMillis());
      in.mark(1);
      int next = in.read();
      in.reset();
      socket.setSoTimeout(PATIENCE_MILLIS);
      return next >= 0;
    } catch (SocketTimeoutException | SocketException silent) {
      return false;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private boolean isAtEnd() {
    try {
      in.mark(1);
      int next = in.read();
      in.reset();
      return next < 0;
    } catch (SocketTimeoutException e) {
      throw new AssertionError("the server keeps the connection open", e);
    } catch (SocketException reset) {
      return true;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads until the text has come. */
  public void skipTo(String text) {
    StringBuilder read = new StringBuilder();
    try {
      for (int next = in.read(); next >= 0; next = in.read()) {
        if (read.append((char) next).toString().endsWith(text)) {
          return;
        }
      }
    } catch (IOException e) {
      throw new AssertionError("expected %s after: %s".formatted(text, read), e);
    }
    throw new AssertionError("expected %s but the connection ended: %s".formatted(text, read));
  }

  /** Reads all that comes until the server ends the connection in an orderly way. */
  public String readToEnd() {
    try {
      return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
    } catch (SocketTimeoutException e) {
      throw new AssertionError("the server keeps the connection open", e);
    } catch (IOException e) {
      throw new AssertionError("the server did not end the connection in an orderly way", e);
    }
  }

  /** Fails unless the server ends the connection and sends nothing before, not even a reset. */
  public void expectEnd() {
    String rest = readToEnd();
    if (!rest.isEmpty()) {
      throw new AssertionError("expected the end of the connection but got: " + rest);
    }
  }

  /** Fails unless the server ends the connection, in whichever way. */
  public void expectClosed() {
    try {
      if (in.read() >= 0) {
        throw new AssertionError("expected the end of the connection but got more bytes");
      }
    } catch (SocketTimeoutException e) {
      throw new AssertionError("the server keeps the connection open", e);
    } catch (SocketException reset) {
      // Closed as well.
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Says that no more will be sent, and still reads. */
  public void finish() {
    try {
      socket.shutdownOutput();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Ends the connection with a reset. */
  public void reset() {
    try {
      socket.setSoLinger(true, 0);
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private RawResponse parse(boolean mayHaveBody) {
    try {
      return new RawResponseParser(in).parse(mayHaveBody);
    } catch (SocketTimeoutException e) {
      throw new AssertionError("the server does not answer", e);
    } catch (IOException e) {
      throw new AssertionError("the server's response broke off", e);
    }
  }
}
