package dev.paykore.bench.growth;

import dev.paykore.bench.peer.RunningPeer;
import dev.paykore.bench.plan.Scenario;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** More and more connections that have had an answer and ask for nothing more. */
final class IdleGrowth {

  private static final List<Integer> CONNECTIONS = List.of(1, 10, 100, 1_000, 10_000);
  private static final String PATH = Scenario.HOT.path();
  private static final int ANSWER_BYTES = 4_096;

  private final Surrounding around;
  private final HotKeyLoad load;
  private final Deque<SocketChannel> idle = new ArrayDeque<>();

  IdleGrowth(Surrounding around, HotKeyLoad load) {
    this.around = around;
    this.load = load;
  }

  List<Cost> measure() {
    RunningPeer edge =
        around.edge(
            "--paykore.edge.server.max-connections=20000",
            "--paykore.edge.server.keep-alive-timeout=10m");
    load.warmUp(edge, PATH, Scenario.USUAL_CONNECTIONS);
    List<Cost> costs = new ArrayList<>();
    try {
      for (int connections : CONNECTIONS) {
        costs.add(measure(edge, connections));
      }
    } finally {
      closeAll();
    }
    edge.endWithin(Surrounding.PATIENCE);
    return costs;
  }

  private Cost measure(RunningPeer edge, int connections) {
    while (idle.size() < connections) {
      idle.push(connect(URI.create(edge.url()).getPort()));
    }
    return around
        .meter()
        .measure(
            "idle connections",
            connections,
            List.of(edge),
            () -> load.send(edge, PATH, Scenario.USUAL_CONNECTIONS));
  }

  private SocketChannel connect(int port) {
    String request =
        "GET %s HTTP/1.1\r\nHost: localhost\r\nX-API-Key: %s\r\n\r\n"
            .formatted(PATH, around.hotKey().reveal());
    try {
      SocketChannel channel =
          SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      channel.write(ByteBuffer.wrap(request.getBytes(StandardCharsets.US_ASCII)));
      if (channel.read(ByteBuffer.allocate(ANSWER_BYTES)) < 0) {
        throw new IllegalStateException("the edge closed a connection");
      }
      return channel;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void closeAll() {
    while (!idle.isEmpty()) {
      try {
        idle.pop().close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
