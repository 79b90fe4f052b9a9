package dev.paykore.gateway.faults.host;

import dev.paykore.gateway.testing.EdgeProcess;
import dev.paykore.gateway.testing.ManagementPort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * A plain load balancer: it asks each edge for its readiness all the time, gives each new
 * connection to the next edge that was ready when last asked, and then only passes bytes.
 */
final class LoadBalancer implements AutoCloseable {

  private static final long ASK_EVERY_NANOS = Duration.ofMillis(100).toNanos();

  private final ServerSocket server;
  private final List<EdgeProcess> ready = new CopyOnWriteArrayList<>();
  private final AtomicInteger turn = new AtomicInteger();
  private final AtomicInteger refusals = new AtomicInteger();

  LoadBalancer() {
    try {
      server = new ServerSocket(0, 1_000, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.ofVirtual().start(this::accept);
  }

  /** How often an edge that was ready when last asked took no connection. */
  int refusals() {
    return refusals.get();
  }

  int port() {
    return server.getLocalPort();
  }

  /** Asks this edge from now until it ends. */
  void add(EdgeProcess edge) {
    ready.add(edge);
    Thread.ofVirtual().start(() -> watch(edge));
  }

  private void watch(EdgeProcess edge) {
    while (edge.isAlive()) {
      boolean isReady = edge.management().readiness() == ManagementPort.OK;
      if (!isReady) {
        ready.remove(edge);
      } else if (!ready.contains(edge)) {
        ready.add(edge);
      }
      LockSupport.parkNanos(ASK_EVERY_NANOS);
    }
    ready.remove(edge);
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket client = server.accept();
        Thread.ofVirtual().start(() -> pass(client));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void pass(Socket client) {
    try (client;
        Socket far = connect()) {
      client.setTcpNoDelay(true);
      far.setTcpNoDelay(true);
      Thread back = Thread.ofVirtual().start(() -> copy(far, client));
      copy(client, far);
      back.join();
    } catch (IOException gone) {
      // The client sees that its connection has ended.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** To the next edge, or to the one after it if that one takes no connection. */
  private Socket connect() throws IOException {
    List<EdgeProcess> now = List.copyOf(ready);
    int first = turn.getAndIncrement();
    for (int i = 0; i < now.size(); i++) {
      EdgeProcess edge = now.get(Math.floorMod(first + i, now.size()));
      try {
        return new Socket(InetAddress.getLoopbackAddress(), edge.port());
      } catch (ConnectException refused) {
        refusals.incrementAndGet();
      }
    }
    throw new ConnectException("no edge takes a connection");
  }

  private static void copy(Socket from, Socket to) {
    try {
      from.getInputStream().transferTo(to.getOutputStream());
      to.shutdownOutput();
    } catch (IOException reset) {
      closeBoth(from, to);
    }
  }

  private static void closeBoth(Socket one, Socket other) {
    try (one;
        other) {
      // A connection that breaks on one side breaks on the other.
    } catch (IOException closedAlready) {
      // As well.
    }
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
