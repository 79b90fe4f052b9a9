package dev.paykore.gateway.guard.http2.frame;

import java.util.LinkedHashSet;
import java.util.SequencedSet;

/**
 * Each new stream has a higher number than all before it, and what the client has ended it does not
 * begin again (RFC 9113, sections 5.1 and 5.1.1). The codec takes both for late frames of a stream
 * that the edge has reset, which are no fault.
 */
final class StreamOrder {

  /** The edge may have reset streams that their client never ends; the oldest are forgotten. */
  private static final int REMEMBERED = 1_000;

  private final SequencedSet<Integer> notEnded = new LinkedHashSet<>();
  private int highest;

  /** Whether the frame is one that its client can have sent. */
  boolean isKept(FrameHead frame) {
    boolean kept = true;
    if (frame.isHeaders() && frame.stream() > highest) {
      highest = frame.stream();
      begin(frame.stream());
    } else if (frame.isHeaders()) {
      kept = notEnded.contains(frame.stream());
    }
    if (frame.endsRequest()) {
      notEnded.remove(frame.stream());
    }
    return kept;
  }

  private void begin(int stream) {
    notEnded.add(stream);
    if (notEnded.size() > REMEMBERED) {
      notEnded.removeFirst();
    }
  }
}
