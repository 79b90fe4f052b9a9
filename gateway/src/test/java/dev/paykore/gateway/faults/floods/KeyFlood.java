package dev.paykore.gateway.faults.floods;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paykore.gateway.testing.RawResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;

/** Sends well-formed keys that nobody has issued, each once, and counts the answers by status. */
final class KeyFlood {

  private static final int BATCH = 16;
  private static final long NANOS_PER_SECOND = Duration.ofSeconds(1).toNanos();

  private final int port;
  private final Origin origin;
  private final int connections;
  private final Map<Integer, LongAdder> answers = new ConcurrentSkipListMap<>();
  private final LongAdder computedNanos = new LongAdder();

  KeyFlood(int port, Origin origin, int connections) {
    this.port = port;
    this.origin = origin;
    this.connections = connections;
  }

  /** Sends so many keys, so many a second, and gives the number of answers with each status. */
  Map<Integer, Long> send(int keys, int perSecond) {
    try (ExecutorService senders = Executors.newCachedThreadPool()) {
      for (int connection = 0; connection < connections; connection++) {
        int number = connection;
        senders.execute(() -> sendFrom(number, keys / connections, perSecond / connections));
      }
    }
    return answers.entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, answer -> answer.getValue().sum()));
  }

  /** What the sent bytes and those that came back have taken of a processor, kernel included. */
  Duration computed() {
    return Duration.ofNanos(computedNanos.sum());
  }

  private void sendFrom(int connection, int keys, int perSecond) {
    SplittableRandom random = new SplittableRandom();
    long startNanos = System.nanoTime();
    try (LeanClient client = new LeanClient(port, origin.addressOf(connection))) {
      for (int sent = 0; sent < keys; sent += BATCH) {
        byte[] batch = batch(random).getBytes(StandardCharsets.ISO_8859_1);
        LockSupport.parkNanos(startNanos + sent * NANOS_PER_SECOND / perSecond - System.nanoTime());
        RawResponse.allIn(client.exchange(batch, BATCH)).forEach(this::count);
      }
      computedNanos.add(client.computedNanos());
    } catch (IOException | RuntimeException | AssertionError broken) {
      answers.computeIfAbsent(0, any -> new LongAdder()).increment();
    }
  }

  private String batch(SplittableRandom random) {
    StringBuilder requests = new StringBuilder();
    for (int i = 0; i < BATCH; i++) {
      requests
          .append("GET /v1/wallets HTTP/1.1\r\nHost: localhost\r\n")
          .append(origin.headers().apply(random.nextLong()))
          .append("X-API-Key: ")
          .append(unknownKey(random))
          .append("\r\n\r\n");
    }
    return requests.toString();
  }

  private static String unknownKey(SplittableRandom random) {
    return "sk_test_%016x%016x%016x%016x"
        .formatted(random.nextLong(), random.nextLong(), random.nextLong(), random.nextLong());
  }

  private void count(RawResponse response) {
    answers.computeIfAbsent(response.status(), any -> new LongAdder()).increment();
    if (response.status() == 429) {
      assertThat(response.body())
          .contains("RATE_LIMIT_EXCEEDED", "\"retry_after\":" + response.header("Retry-After"));
    }
    assertThat(response.has("X-RateLimit-Limit")).isFalse();
  }
}
