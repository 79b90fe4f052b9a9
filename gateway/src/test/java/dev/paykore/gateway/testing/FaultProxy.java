package dev.paykore.gateway.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/**
 * Stands between an edge and a server on this machine, and spoils what the server answers. What the
 * edge sends passes as it is, but into a black hole.
 */
public final class FaultProxy implements AutoCloseable {

  private static final int CHUNK = 16 * 1024;

  private final ServerSocket listener;
  private final List<Link> links = new CopyOnWriteArrayList<>();
  private volatile int target;
  private volatile Fault fault = FaultProxy::pass;

  /** What becomes of a piece of the server's answer. */
  @FunctionalInterface
  public interface Fault {
    void relay(byte[] answer, int length, Link link) throws IOException;
  }

  private FaultProxy(int target) {
    this.target = target;
    try {
      listener = new ServerSocket(0, 1_000, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.ofVirtual().start(this::accept);
  }

  /** A proxy that passes everything on to the port. */
  public static FaultProxy to(int port) {
    return new FaultProxy(port);
  }

  public int port() {
    return listener.getLocalPort();
  }

  /** How many connections were made so far. */
  public int connections() {
    return links.size();
  }

  /** The first byte of each connection on which the edge has sent one. */
  public List<Integer> firstBytes() {
    return links.stream().map(link -> link.firstByte).filter(first -> first >= 0).toList();
  }

  /** Passes everything on from now on, but on connections that are dead already. */
  public void heal() {
    fault = FaultProxy::pass;
  }

  /** Holds each answer back for so long. */
  public void delay(Duration latency) {
    fault =
        (answer, length, link) -> {
          LockSupport.parkNanos(latency.toNanos());
          pass(answer, length, link);
        };
  }

  /** Passes answers on in pieces of so many bytes, with a pause after each. */
  public void slice(int bytes, Duration pause) {
    fault =
        (answer, length, link) -> {
          for (int from = 0; from < length; from += bytes) {
            link.write(answer, from, Math.min(bytes, length - from));
            LockSupport.parkNanos(pause.toNanos());
          }
        };
  }

  /** Resets each connection after so many more bytes of answers. */
  public void resetAfter(long bytes) {
    AtomicLong left = new AtomicLong(bytes);
    fault =
        (answer, length, link) -> {
          int passed = (int) Math.min(length, left.getAndAdd(-length));
          if (passed > 0) {
            link.write(answer, 0, passed);
          }
          if (passed < length) {
            left.set(bytes);
            link.reset();
          }
        };
  }

  /** The connections that there are carry nothing any more, in either direction, for ever. */
  public void swallow() {
    links.forEach(Link::swallow);
  }

  /** Ends the connections that there are with a reset. */
  public void cut() {
    links.forEach(Link::reset);
  }

  /** Ends the connections that there are, and leads new ones to another port. */
  public void lead(int port) {
    target = port;
    cut();
  }

  @Override
  public void close() {
    try {
      listener.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    cut();
  }

  private static void pass(byte[] answer, int length, Link link) throws IOException {
    link.write(answer, 0, length);
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        join(listener.accept());
      } catch (IOException closed) {
        // Either this proxy is, or its server was not there.
      }
    }
  }

  private void join(Socket client) throws IOException {
    try {
      Link link = new Link(client, new Socket(InetAddress.getLoopbackAddress(), target));
      links.add(link);
      Thread.ofVirtual().start(link::carryRequests);
      Thread.ofVirtual().start(() -> link.carryAnswers(() -> fault));
    } catch (IOException refused) {
      client.setSoLinger(true, 0);
      client.close();
    }
  }

  /** One connection of the edge and the one that it is led to. */
  public static final class Link {

    private final Socket client;
    private final Socket server;
    private volatile boolean swallowing;
    private volatile int firstByte = -1;

    private Link(Socket client, Socket server) {
      this.client = client;
      this.server = server;
    }

    /** Gives the edge these bytes. */
    void write(byte[] bytes, int from, int length) throws IOException {
      client.getOutputStream().write(bytes, from, length);
    }

    void swallow() {
      swallowing = true;
    }

    void reset() {
      for (Socket side : List.of(client, server)) {
        try {
          side.setSoLinger(true, 0);
          side.close();
        } catch (IOException gone) {
          // That is what was wanted.
        }
      }
    }

    private void carryRequests() {
      byte[] chunk = new byte[CHUNK];
      try {
        InputStream in = client.getInputStream();
        OutputStream out = server.getOutputStream();
        firstByte = in.read();
        if (firstByte >= 0) {
          out.write(firstByte);
        }
        for (int length = in.read(chunk); length >= 0; length = in.read(chunk)) {
          if (!swallowing) {
            out.write(chunk, 0, length);
          }
        }
        reset();
      } catch (IOException gone) {
        reset();
      }
    }

    private void carryAnswers(Supplier<Fault> fault) {
      byte[] chunk = new byte[CHUNK];
      try {
        InputStream in = server.getInputStream();
        for (int length = in.read(chunk); length >= 0; length = in.read(chunk)) {
          if (!swallowing) {
            fault.get().relay(chunk, length, this);
          }
        }
        reset();
      } catch (IOException gone) {
        reset();
      }
    }
  }
}
