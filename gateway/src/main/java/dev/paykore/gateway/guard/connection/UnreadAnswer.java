package dev.paykore.gateway.guard.connection;

import io.netty.channel.WriteBufferWaterMark;

/** How much of an answer waits in the edge for a client that does not read it. */
public final class UnreadAnswer {

  /**
   * Bytes from which on no more is taken from the downstream, and to which they have to fall before
   * it goes on. A client that reads has what is written in its socket at once, so it is never one
   * of those that wait here. One more read of the downstream may be there already.
   */
  public static final WriteBufferWaterMark WATER_MARK = new WriteBufferWaterMark(4 << 10, 8 << 10);

  private UnreadAnswer() {}
}
