package dev.paykore.gateway.testing.http2;

import dev.paykore.gateway.testing.RawResponse;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http2.DefaultHttp2HeadersDecoder;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Headers;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** All that comes on one connection, read by a thread of its own. */
final class Incoming {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final long NANOS_PER_MILLI = 1_000_000;

  /** What has come on one stream so far. */
  private static final class Stream {
    private @Nullable Http2Headers head;
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private boolean ended;
    private @Nullable Integer reset;

    Http2Answer answer() {
      return new Http2Answer(head == null ? null : response(head), ended, reset);
    }

    private RawResponse response(Http2Headers headers) {
      List<RawResponse.Field> fields = new ArrayList<>();
      headers.forEach(
          field -> {
            if (!field.getKey().toString().startsWith(":")) {
              fields.add(
                  new RawResponse.Field(field.getKey().toString(), field.getValue().toString()));
            }
          });
      int status = Integer.parseInt(Objects.requireNonNull(headers.status()).toString());
      return new RawResponse(status, "", fields, body.toString(StandardCharsets.UTF_8));
    }
  }

  private final DefaultHttp2HeadersDecoder decoder = new DefaultHttp2HeadersDecoder(false);
  private final Map<Integer, Stream> streams = new HashMap<>();
  private final List<Frame> frames = new ArrayList<>();
  private @Nullable Integer goAway;
  private boolean connectionEnded;

  private Incoming() {}

  static Incoming unread() {
    return new Incoming();
  }

  static Incoming of(InputStream in) {
    Incoming incoming = new Incoming();
    Thread.ofVirtual()
        .start(() -> incoming.readAll(new DataInputStream(new BufferedInputStream(in))));
    return incoming;
  }

  Http2Answer answer(int id) {
    return await(
        () -> {
          Stream stream = streams.get(id);
          boolean over = stream != null && (stream.ended || stream.reset != null);
          return stream != null && (over || connectionEnded) ? stream.answer() : orEnd();
        },
        "an answer on stream " + id);
  }

  /** Nothing came of the stream before the connection ended. */
  private @Nullable Http2Answer orEnd() {
    return connectionEnded ? new Http2Answer(null, false, null) : null;
  }

  Frame await(Predicate<Frame> which, int number) {
    return await(
        () -> frames.stream().filter(which).skip(number - 1L).findFirst().orElse(null), "a frame");
  }

  @Nullable Integer awaitEnd() {
    await(() -> connectionEnded ? Boolean.TRUE : null, "the end of the connection");
    return goAway;
  }

  synchronized boolean isToldToLeave() {
    return goAway != null;
  }

  synchronized boolean hasEnded() {
    return connectionEnded;
  }

  private synchronized <T> T await(Supplier<@Nullable T> found, String what) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    try {
      for (T result = found.get(); ; result = found.get()) {
        long leftMillis = (deadline - System.nanoTime()) / NANOS_PER_MILLI;
        if (result != null) {
          return result;
        }
        if (leftMillis <= 0) {
          throw new AssertionError("expected %s but got %s".formatted(what, frames));
        }
        wait(leftMillis);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private void readAll(DataInputStream in) {
    try {
      for (Frame frame = Frame.read(in); frame != null; frame = Frame.read(in)) {
        add(frame);
      }
    } catch (IOException | Http2Exception broken) {
      // The connection has ended, in whichever way.
    } finally {
      end();
    }
  }

  private synchronized void end() {
    connectionEnded = true;
    notifyAll();
  }

  private synchronized void add(Frame frame) throws Http2Exception {
    frames.add(frame);
    Stream stream = streams.computeIfAbsent(frame.stream(), id -> new Stream());
    switch (frame.type()) {
      case Frame.HEADERS -> addHeaders(stream, frame);
      case Frame.DATA -> {
        stream.body.writeBytes(frame.octets());
        stream.ended = frame.has(Frame.END_STREAM);
      }
      case Frame.RST_STREAM -> stream.reset = frame.number(0);
      case Frame.GOAWAY -> goAway = frame.number(Integer.BYTES);
      default -> {}
    }
    notifyAll();
  }

  private void addHeaders(Stream stream, Frame frame) throws Http2Exception {
    ByteBuf block = Unpooled.wrappedBuffer(frame.octets());
    stream.head = decoder.decodeHeaders(frame.stream(), block);
    stream.ended = frame.has(Frame.END_STREAM);
  }
}
