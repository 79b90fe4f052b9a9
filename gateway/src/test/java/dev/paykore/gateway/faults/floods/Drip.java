package dev.paykore.gateway.faults.floods;

import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** Sends a byte on each of some connections, again and again, before any of them looks idle. */
final class Drip implements AutoCloseable {

  private static final Duration PAUSE = Duration.ofMillis(300);

  private final List<Socket> connections;
  private final Thread thread = Thread.ofVirtual().unstarted(this::run);
  private volatile boolean finished;
  private volatile int sent;

  Drip(List<Socket> connections) {
    this.connections = connections;
    thread.start();
  }

  int sent() {
    return sent;
  }

  @Override
  public void close() {
    finished = true;
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    int bytes = 0;
    while (!finished) {
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
