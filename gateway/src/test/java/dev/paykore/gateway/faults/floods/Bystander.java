package dev.paykore.gateway.faults.floods;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.paykore.gateway.testing.RawHttpClient;
import dev.paykore.gateway.testing.RawResponse;
import dev.paykore.gateway.testing.RunningEdge;
import dev.paykore.keys.PresentedKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/** A good client that goes on with its work while others attack, from the same address. */
final class Bystander implements AutoCloseable {

  private static final Duration PAUSE = Duration.ofMillis(5);
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  /** As late as a busy machine may be; what hangs is given up after 10 s. */
  private static final Duration LONGEST = Duration.ofSeconds(5);

  private final int port;
  private final PresentedKey key;
  private final List<Answer> answers = Collections.synchronizedList(new ArrayList<>());
  private final Queue<String> refused = new ConcurrentLinkedQueue<>();
  private final Background background;

  private record Answer(int status, long nanos) {}

  private Bystander(int port, PresentedKey key) {
    this.port = port;
    this.key = key;
    this.background = Background.start(this::run);
  }

  /** Starts to send requests with the key. */
  static Bystander of(int port, PresentedKey key) {
    return new Bystander(port, key);
  }

  /** Waits for so many answers. */
  Bystander awaitCount(int wanted) {
    await().atMost(PATIENCE).until(() -> answers.size() >= wanted);
    return this;
  }

  /** Fails unless each answer was 200, and none was long in coming. */
  void expectServed() {
    Map<Integer, Long> statuses =
        soFar().stream().collect(Collectors.groupingBy(Answer::status, Collectors.counting()));
    assertThat(statuses).as("refused: %s", refused).containsOnlyKeys(200);
    assertThat(longestMillis()).isLessThan(LONGEST.toMillis());
  }

  int count() {
    return answers.size();
  }

  /** The middle one of all times from a request to its answer. */
  long medianMicros() {
    long[] nanos = soFar().stream().mapToLong(Answer::nanos).sorted().toArray();
    return Duration.ofNanos(nanos[nanos.length / 2]).toNanos() / 1_000;
  }

  /** The longest time from a request to its answer. */
  long longestMillis() {
    return Duration.ofNanos(soFar().stream().mapToLong(Answer::nanos).max().orElse(0)).toMillis();
  }

  private List<Answer> soFar() {
    return new ArrayList<>(answers);
  }

  @Override
  public void close() {
    background.close();
  }

  private void run(BooleanSupplier goesOn) {
    try (RawHttpClient client = RawHttpClient.connect(port)) {
      while (goesOn.getAsBoolean()) {
        long before = System.nanoTime();
        RawResponse answer =
            RunningEdge.send(client, "GET /v1/wallets", "X-API-Key: " + key.reveal());
        answers.add(new Answer(answer.status(), System.nanoTime() - before));
        if (answer.status() != 200) {
          refused.add(answer.body());
        }
        LockSupport.parkNanos(PAUSE.toNanos());
      }
    } catch (RuntimeException | AssertionError broken) {
      answers.add(new Answer(0, 0));
    }
  }
}
