package dev.paykore.gateway.faults.protocol;

import dev.paykore.gateway.testing.http2.Frame;
import dev.paykore.gateway.testing.http2.Headers;
import dev.paykore.gateway.testing.http2.Http2Client;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** What a flooding client sends, over and over. */
enum Flood {
  SETTINGS {
    @Override
    List<Frame> next(Http2Client client, Headers head) {
      return List.of(new Frame(Frame.SETTINGS, 0, 0, ""));
    }
  },
  SETTINGS_ACKS {
    @Override
    List<Frame> next(Http2Client client, Headers head) {
      return List.of(new Frame(Frame.SETTINGS, Frame.ACK, 0, ""));
    }
  },
  PINGS {
    @Override
    List<Frame> next(Http2Client client, Headers head) {
      return List.of(Frame.ping());
    }
  },
  PRIORITIES {
    @Override
    List<Frame> next(Http2Client client, Headers head) {
      return List.of(new Frame(Frame.PRIORITY, 0, 3, "\0\0\0\0\1"));
    }
  },
  WINDOW_UPDATES {
    @Override
    List<Frame> next(Http2Client client, Headers head) {
      return List.of(Frame.ofNumber(Frame.WINDOW_UPDATE, 0, 1));
    }
  },
  UNKNOWN_FRAMES {
    @Override
    List<Frame> next(Http2Client client, Headers head) {
      return List.of(new Frame(0x7f, 0, 0, "a"));
    }
  },
  EMPTY_DATA {
    @Override
    List<Frame> next(Http2Client client, Headers head) {
      Frame empty = new Frame(Frame.DATA, 0, client.newStream(), "");
      return List.of(
          new Frame(Frame.HEADERS, Frame.END_HEADERS, empty.stream(), head.block()),
          empty,
          empty,
          empty,
          empty);
    }
  },
  /** CVE-2023-44487. */
  RAPID_RESETS {
    @Override
    List<Frame> next(Http2Client client, Headers head) {
      int stream = client.newStream();
      return List.of(whole(stream, head), Frame.ofNumber(Frame.RST_STREAM, stream, CANCEL));
    }
  },
  /** CVE-2025-8671: a window of more than 2^31 makes the edge reset the stream. */
  MADE_RESETS {
    @Override
    List<Frame> next(Http2Client client, Headers head) {
      int stream = client.newStream();
      Frame tooMuch = Frame.ofNumber(Frame.WINDOW_UPDATE, stream, Integer.MAX_VALUE);
      return List.of(whole(stream, head), tooMuch);
    }
  },
  MALFORMED_HEADS {
    @Override
    List<Frame> next(Http2Client client, Headers head) {
      return List.of(whole(client.newStream(), new Headers().with("X-Upper", "a")));
    }
  },
  /** CVE-2026-50560: no response has a head as small as this client wants it. */
  TINY_HEADER_LIST {
    @Override
    List<Frame> next(Http2Client client, Headers head) {
      return List.of(Frame.setting(6, 1), whole(client.newStream(), Http2Client.get("/v1/a")));
    }
  },
  /** CVE-2024-27983 and its kind: a head that does not end. */
  CONTINUATIONS {
    @Override
    List<Frame> next(Http2Client client, Headers head) {
      String block = new Headers().with("x-a", "a".repeat(10_000)).block();
      List<Frame> frames = new ArrayList<>();
      int stream = client.newStream();
      frames.add(new Frame(Frame.HEADERS, 0, stream, head.block()));
      frames.addAll(Collections.nCopies(20, new Frame(Frame.CONTINUATION, 0, stream, block)));
      return frames;
    }
  },
  /** CVE-2026-33871: a head that neither ends nor grows. */
  EMPTY_CONTINUATIONS {
    @Override
    List<Frame> next(Http2Client client, Headers head) {
      List<Frame> frames = new ArrayList<>();
      int stream = client.newStream();
      frames.add(new Frame(Frame.HEADERS, 0, stream, head.block()));
      frames.addAll(Collections.nCopies(2_000, new Frame(Frame.CONTINUATION, 0, stream, "")));
      return frames;
    }
  },
  /** One entry of the dynamic table, named again and again: an octet stands for 4,000. */
  HPACK_BOMB {
    @Override
    List<Frame> next(Http2Client client, Headers head) {
      String entry = "@\u0003x-a\u007f\u00a1\u001e" + "a".repeat(4_000);
      String bomb = entry + "\u00be".repeat(12_000);
      return List.of(new Frame(Frame.HEADERS, 5, client.newStream(), bomb));
    }
  };

  private static final int CANCEL = 8;

  abstract List<Frame> next(Http2Client client, Headers head);

  private static Frame whole(int stream, Headers head) {
    int flags = Frame.END_HEADERS | Frame.END_STREAM;
    return new Frame(Frame.HEADERS, flags, stream, head.block());
  }
}
