package dev.paykore.gateway.forwarding.wire;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Hears from the connection how far a request has got. All calls come on the connection's event
 * loop.
 */
public interface DownstreamCall {

  /** From the end of the request to the head of its answer, or {@code null} for the general one. */
  @Nullable Duration responseTimeout();

  /** The first byte of the request is about to be written, on a connection that was used before. */
  void sending(boolean reusedConnection);

  /** The last byte of the request was handed to the network. */
  void sent();

  /** The first byte of an answer was read. */
  void answering();

  /** The body of the answer, not an empty one, has come with its head and will be read at once. */
  void answeringWhole();

  /** The head of an answer was read whole and is valid. */
  void answered();

  /** So many bytes more of the answer's body were read. */
  void received(int bytes);

  /**
   * The client is slow: it was waited for a moment in all, for next to nothing.
   *
   * @return whether the call may wait for it
   */
  boolean mayWaitForClient();

  /** The client was slow, and is not any more. */
  void clientGoesOn();
}
