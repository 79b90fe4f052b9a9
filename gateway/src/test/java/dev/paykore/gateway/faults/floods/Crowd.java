package dev.paykore.gateway.faults.floods;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paykore.gateway.testing.RawHttpClient;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** Many connections at once, from a few addresses. */
final class Crowd implements AutoCloseable {

  /** As short as a request can be. */
  static final String WITHOUT_KEY = "GET / HTTP/1.1\r\nHost:a\r\n\r\n";

  private static final int FIRST_ADDRESS = 30;
  private static final int ADDRESSES = 4;

  private final List<RawHttpClient> members;

  private Crowd(List<RawHttpClient> members) {
    this.members = members;
  }

  /** Opens so many connections. */
  static Crowd of(int port, int size) {
    List<RawHttpClient> members = Collections.synchronizedList(new ArrayList<>());
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      IntStream.range(0, size)
          .forEach(i -> threads.execute(() -> members.add(RawHttpClient.connect(port, from(i)))));
    }
    if (members.size() != size) {
      throw new AssertionError("%d of %d connections".formatted(members.size(), size));
    }
    return new Crowd(members);
  }

  /** Has all of them do the same at once, and waits until they have. */
  void each(Consumer<RawHttpClient> action) {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      members.forEach(member -> threads.execute(() -> action.accept(member)));
    }
  }

  /** Sends the shortest request and reads its answer, so that the edge has met the connection. */
  static void askWithoutKey(RawHttpClient client) {
    assertThat(client.sendText(WITHOUT_KEY).read().status()).isEqualTo(401);
  }

  @Override
  public void close() {
    members.forEach(RawHttpClient::close);
  }

  private static InetAddress from(int number) {
    try {
      return InetAddress.getByName("127.0.0." + (FIRST_ADDRESS + number % ADDRESSES));
    } catch (UnknownHostException e) {
      throw new IllegalStateException(e);
    }
  }
}
