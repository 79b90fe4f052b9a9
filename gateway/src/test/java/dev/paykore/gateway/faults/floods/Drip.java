package dev.paykore.gateway.faults.floods;

import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Sends a byte on each of some connections, again and again, before any of them looks idle. */
final class Drip implements AutoCloseable {

  private static final Duration PAUSE = Duration.ofMillis(300);

  private final List<Socket> connections;
  private final Background background;
  private volatile int sent;

  Drip(List<Socket> connections) {
    this.connections = connections;
    this.background = Background.start(this::run);
  }

  int sent() {
    return sent;
  }

  @Override
  public void close() {
    background.close();
  }

  private void run(BooleanSupplier goesOn) {
    int bytes = 0;
    while (goesOn.getAsBoolean()) {
      for (Socket connection : connections) {
        bytes += send(connection);
      }
      sent = bytes;
      LockSupport.parkNanos(PAUSE.toNanos());
    }
  }

  private static int send(Socket connection) {
    try {
      connection.getOutputStream().write('b');
      return 1;
    } catch (IOException ended) {
      return 0;
    }
  }
}
