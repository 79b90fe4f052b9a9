package dev.paykore.gateway.faults.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paykore.gateway.stores.IssuedKey;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.stream.IntStream;

/** Many clients who all come at once, several of them with the same key. */
final class Stampede {

  static final int REQUESTS_EACH = 10;

  private Stampede() {}

  /** Fails unless all of them are let through. */
  static void of(List<IssuedKey> keys, RedisEdge edge) {
    Executor threads = task -> Thread.ofVirtual().start(task);
    List<CompletableFuture<Integer>> answers =
        IntStream.range(0, keys.size() * REQUESTS_EACH)
            .mapToObj(i -> keys.get(i / REQUESTS_EACH))
            .map(key -> CompletableFuture.supplyAsync(() -> edge.get(key).status(), threads))
            .toList();
    assertThat(answers).allMatch(answer -> answer.join() == 200);
  }
}
