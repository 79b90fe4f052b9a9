package dev.paykore.gateway.guard.server;

import dev.paykore.gateway.guard.drain.Drain;
import dev.paykore.gateway.guard.overload.MemoryPressure;
import io.netty.channel.Channel;

/** Whether connections are kept after an answer, which they are not in a drain or for long. */
record KeepAlive(Drain drain, MemoryPressure memory) {

  /** Tells this connection, from now to its end, when to end. */
  void accepted(Channel connection) {
    drain.accepted(connection);
  }

  /** Whether a connection ends with its next answer. */
  boolean isOver() {
    return drain.isDraining() || memory.isShort();
  }
}
