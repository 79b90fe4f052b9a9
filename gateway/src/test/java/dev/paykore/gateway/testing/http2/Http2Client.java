package dev.paykore.gateway.testing.http2;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Predicate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/**
 * A client of one HTTP/2 connection over TLS. It sends what it is told and acknowledges nothing by
 * itself but settings; what comes back is read all the time.
 *
 * <pre>
 * try (var client = Http2Client.connect(port, trust)) {
 *   int stream = client.request(Http2Client.get("/v1/wallets"));
 *   assertThat(client.answer(stream).expectWhole().status()).isEqualTo(200);
 * }
 * </pre>
 */
public final class Http2Client implements AutoCloseable {

  private static final String PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";
  private static final int PATIENCE_MILLIS = 30_000;

  private final SSLSocket socket;
  private final Incoming incoming;
  private int nextStream = 1;

  private Http2Client(SSLSocket socket, Incoming incoming) {
    this.socket = socket;
    this.incoming = incoming;
  }

  /** Connects, says the preface and an empty SETTINGS frame. */
  public static Http2Client connect(int port, SSLContext trust) {
    return connect(port, trust, new Frame(Frame.SETTINGS, 0, 0, ""));
  }

  /** Connects and says the preface with these settings. */
  public static Http2Client connect(int port, SSLContext trust, Frame settings) {
    Http2Client client = connectSilently(port, trust);
    client.sendBytes(PREFACE.getBytes(StandardCharsets.US_ASCII));
    return client.send(settings);
  }

  /** Connects, says the preface, and never reads what comes. */
  public static Http2Client connectWithoutReading(int port, SSLContext trust) {
    Http2Client client = new Http2Client(handshake(port, trust), Incoming.unread());
    client.sendBytes(PREFACE.getBytes(StandardCharsets.US_ASCII));
    return client.send(new Frame(Frame.SETTINGS, 0, 0, ""));
  }

  /** Connects and says nothing yet. */
  public static Http2Client connectSilently(int port, SSLContext trust) {
    try {
      SSLSocket socket = handshake(port, trust);
      return new Http2Client(socket, Incoming.of(socket.getInputStream()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static SSLSocket handshake(int port, SSLContext trust) {
    try {
      SSLSocket socket =
          (SSLSocket) trust.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), port);
      SSLParameters parameters = socket.getSSLParameters();
      parameters.setApplicationProtocols(new String[] {"h2"});
      socket.setSSLParameters(parameters);
      socket.setSoTimeout(PATIENCE_MILLIS);
      socket.setTcpNoDelay(true);
      socket.startHandshake();
      if (!socket.getApplicationProtocol().equals("h2")) {
        throw new AssertionError("the server chose " + socket.getApplicationProtocol());
      }
      return socket;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The head of a GET, with what every request has. */
  public static Headers get(String path) {
    return head("GET", path);
  }

  /** The head of a request, with what every request has. */
  public static Headers head(String method, String path) {
    return new Headers()
        .with(":method", method)
        .with(":scheme", "https")
        .with(":path", path)
        .with(":authority", "localhost");
  }

  /** Sends a whole request without a body, and gives its stream. */
  public int request(Headers head) {
    return begin(head, Frame.END_HEADERS | Frame.END_STREAM);
  }

  /** Sends a request's head whose body is to come, and gives its stream. */
  public int begin(Headers head) {
    return begin(head, Frame.END_HEADERS);
  }

  private int begin(Headers head, int flags) {
    int stream = nextStream;
    nextStream += 2;
    send(new Frame(Frame.HEADERS, flags, stream, head.block()));
    return stream;
  }

  /** The next stream of this client, which counts as used. */
  public int newStream() {
    int stream = nextStream;
    nextStream += 2;
    return stream;
  }

  /** Sends a part of a request's body. */
  public Http2Client data(int stream, String text, boolean last) {
    return send(new Frame(Frame.DATA, last ? Frame.END_STREAM : 0, stream, text));
  }

  public Http2Client reset(int stream) {
    return send(Frame.ofNumber(Frame.RST_STREAM, stream, 8));
  }

  public Http2Client send(Frame frame) {
    return sendBytes(frame.bytes());
  }

  /** Sends a frame on a connection that may end at this moment. */
  public void sendOrIgnore(Frame frame) {
    try {
      send(frame);
    } catch (UncheckedIOException ended) {
      // Whoever calls looks for the end.
    }
  }

  /** Sends frames in one piece. */
  public Http2Client send(List<Frame> frames) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    frames.forEach(frame -> bytes.writeBytes(frame.bytes()));
    return sendBytes(bytes.toByteArray());
  }

  public Http2Client sendBytes(byte[] bytes) {
    try {
      socket.getOutputStream().write(bytes);
      socket.getOutputStream().flush();
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits for what comes of a stream. */
  public Http2Answer answer(int stream) {
    return incoming.answer(stream);
  }

  /** Waits for a frame. */
  public Frame await(Predicate<Frame> which) {
    return await(which, 1);
  }

  /** Waits for the so-and-so-many-th frame of a kind. */
  public Frame await(Predicate<Frame> which, int number) {
    return incoming.await(which, number);
  }

  /** Waits for the end of the connection, and gives the error that was said, if any was. */
  public @Nullable Integer awaitEnd() {
    return incoming.awaitEnd();
  }

  /** Whether the server has said GOAWAY. */
  public boolean isToldToLeave() {
    return incoming.isToldToLeave();
  }

  /** Whether the connection has ended. */
  public boolean hasEnded() {
    return incoming.hasEnded();
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
