package dev.paykore.gateway.faults.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paykore.gateway.faults.FaultRow;
import dev.paykore.gateway.testing.http2.Frame;
import dev.paykore.gateway.testing.http2.Headers;
import dev.paykore.gateway.testing.http2.Http2Client;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Frames that RFC 9113 does not allow where they come, as h2spec has them, on a raw connection. */
class Http2StatesTests {

  private static final int PROTOCOL_ERROR = 1;
  private static final int FLOW_CONTROL_ERROR = 3;
  private static final int STREAM_CLOSED = 5;
  private static final int FRAME_SIZE_ERROR = 6;

  private static final int PUSH_PROMISE = 5;
  private static final int CANCEL = 8;
  private static final int WHOLE = Frame.END_HEADERS | Frame.END_STREAM;

  private static TlsEdge edge;

  @BeforeAll
  static void start() {
    edge = TlsEdge.start();
  }

  @AfterAll
  static void stop() {
    edge.close();
  }

  @Test
  void aFrameInTheWrongStateEndsItsStreamOrConnectionWithTheErrorOfTheRfc() {
    int whole = edge.downstream.whole().size();
    states().forEach(Http2StatesTests::expect);
    connections().forEach(Http2StatesTests::expect);
    assertThat(edge.downstream.whole()).hasSize(whole);
    FaultRow.of("S2", "frames in the wrong state, of the wrong size, with values that cannot be")
        .promised("stream or connection ended with the error that RFC 9113 names")
        .seen("%d shapes, each with its error", states().size() + connections().size());
  }

  /** What is sent after the preface, and the error that it must meet. */
  private record Case(int error, List<Frame> frames) {

    static Case of(int error, Frame... frames) {
      return new Case(error, List.of(frames));
    }
  }

  private static void expect(String what, Case shape) {
    try (Http2Client client = edge.connect()) {
      shape.frames().forEach(client::sendOrIgnore);
      assertThat(client.await(frame -> error(frame) == shape.error())).as(what).isNotNull();
    }
  }

  /** The error with which the frame ends a stream or the connection, or -1. */
  private static int error(Frame frame) {
    return switch (frame.type()) {
      case Frame.GOAWAY -> frame.number(Integer.BYTES);
      case Frame.RST_STREAM -> frame.number(0);
      default -> -1;
    };
  }

  /** RFC 9113, sections 5.1 and 5.1.1. */
  private static Map<String, Case> states() {
    Map<String, Case> cases = new LinkedHashMap<>();
    cases.put("data on an idle stream", Case.of(PROTOCOL_ERROR, data(1)));
    cases.put("reset of an idle stream", Case.of(PROTOCOL_ERROR, reset(1)));
    cases.put("window of an idle stream", Case.of(PROTOCOL_ERROR, window(1, 1)));
    cases.put("continuation of nothing", Case.of(PROTOCOL_ERROR, continuation(1)));
    cases.put("data on an ended stream", Case.of(STREAM_CLOSED, whole(1), data(1)));
    cases.put("trailers on an ended stream", Case.of(STREAM_CLOSED, whole(1), trailers(1)));
    cases.put("continuation of a whole head", Case.of(PROTOCOL_ERROR, whole(1), continuation(1)));
    cases.put("data on a reset stream", Case.of(STREAM_CLOSED, begun(1), reset(1), data(1)));
    cases.put("head on a reset stream", Case.of(STREAM_CLOSED, begun(1), reset(1), whole(1)));
    cases.put("a server's stream", Case.of(PROTOCOL_ERROR, whole(2)));
    cases.put("a lower stream", Case.of(STREAM_CLOSED, whole(5), whole(3)));
    cases.put("a stream within a head", Case.of(PROTOCOL_ERROR, open(1), whole(3)));
    cases.put("data within a head", Case.of(PROTOCOL_ERROR, open(1), data(1)));
    return cases;
  }

  /** RFC 9113, sections 4.2 and 6. */
  private static Map<String, Case> connections() {
    Map<String, Case> cases = new LinkedHashMap<>();
    cases.put("data of no stream", Case.of(PROTOCOL_ERROR, data(0)));
    cases.put("head of no stream", Case.of(PROTOCOL_ERROR, whole(0)));
    cases.put("reset of no stream", Case.of(PROTOCOL_ERROR, reset(0)));
    cases.put("settings of a stream", Case.of(PROTOCOL_ERROR, frame(Frame.SETTINGS, 0, 1, "")));
    cases.put("ping of a stream", Case.of(PROTOCOL_ERROR, frame(Frame.PING, 0, 1, "12345678")));
    cases.put("short ping", Case.of(FRAME_SIZE_ERROR, frame(Frame.PING, 0, 0, "1234567")));
    cases.put("goaway of a stream", Case.of(PROTOCOL_ERROR, frame(Frame.GOAWAY, 0, 1, "12345678")));
    cases.put(
        "push", Case.of(PROTOCOL_ERROR, frame(PUSH_PROMISE, Frame.END_HEADERS, 1, "\0\0\0\2")));
    cases.put("short settings", Case.of(FRAME_SIZE_ERROR, frame(Frame.SETTINGS, 0, 0, "abc")));
    cases.put(
        "settings with their acknowledgement",
        Case.of(FRAME_SIZE_ERROR, frame(Frame.SETTINGS, Frame.ACK, 0, "\0\3\0\0\0\1")));
    cases.put("push of 2", Case.of(PROTOCOL_ERROR, Frame.setting(2, 2)));
    cases.put("window of 2^31", Case.of(FLOW_CONTROL_ERROR, Frame.setting(4, Integer.MIN_VALUE)));
    cases.put("frames of 100", Case.of(PROTOCOL_ERROR, Frame.setting(5, 100)));
    cases.put("window by 0", Case.of(PROTOCOL_ERROR, window(0, 0)));
    cases.put("stream's window by 0", Case.of(PROTOCOL_ERROR, begun(1), window(1, 0)));
    cases.put("window beyond 2^31", Case.of(FLOW_CONTROL_ERROR, window(0, Integer.MAX_VALUE)));
    cases.put("frame beyond 16 KiB", Case.of(FRAME_SIZE_ERROR, begun(1), large(1)));
    cases.put(
        "padding beyond the frame",
        Case.of(PROTOCOL_ERROR, begun(1), frame(Frame.DATA, 8, 1, "\u00ffab")));
    return cases;
  }

  private static Frame frame(int type, int flags, int stream, String payload) {
    return new Frame(type, flags, stream, payload);
  }

  private static Frame whole(int stream) {
    return frame(Frame.HEADERS, WHOLE, stream, edge.get("/never").block());
  }

  /** A head whose body is to come. */
  private static Frame begun(int stream) {
    return frame(Frame.HEADERS, Frame.END_HEADERS, stream, edge.post("/v1/a").block());
  }

  private static Frame trailers(int stream) {
    return frame(Frame.HEADERS, WHOLE, stream, new Headers().with("x-a", "b").block());
  }

  /** A head that goes on. */
  private static Frame open(int stream) {
    return frame(Frame.HEADERS, Frame.END_STREAM, stream, edge.get("/never").block());
  }

  private static Frame continuation(int stream) {
    return frame(Frame.CONTINUATION, Frame.END_HEADERS, stream, "");
  }

  private static Frame data(int stream) {
    return frame(Frame.DATA, Frame.END_STREAM, stream, "body");
  }

  private static Frame large(int stream) {
    return frame(Frame.DATA, 0, stream, "a".repeat(16_385));
  }

  private static Frame reset(int stream) {
    return Frame.ofNumber(Frame.RST_STREAM, stream, CANCEL);
  }

  private static Frame window(int stream, int more) {
    return Frame.ofNumber(Frame.WINDOW_UPDATE, stream, more);
  }
}
