package dev.paykore.gateway.faults.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.paykore.gateway.stores.IssuedKey;
import dev.paykore.gateway.testing.RawResponse;
import dev.paykore.keys.redis.RedisNames;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A key with so small a limit that a bucket that is lost, and so full again, shows: in how many of
 * its requests Redis lets through.
 */
final class ScarceKey {

  static final int LIMIT = 60;

  private static final int REFILLED_A_SECOND = 1;
  private static final Duration NONE = Duration.ZERO;

  private final RedisEdge edge;
  private final IssuedKey key;
  private final AtomicInteger admitted = new AtomicInteger();
  private final AtomicInteger alone = new AtomicInteger();
  private final long startNanos = System.nanoTime();

  ScarceKey(RedisEdge edge) {
    this.edge = edge;
    this.key = edge.limitedTo(LIMIT);
  }

  /** The name of its bucket in Redis. */
  String bucket() {
    return RedisNames.bucket(key.keyId());
  }

  /** One request, with 200 or 429 for its answer. */
  RawResponse get() {
    RawResponse response = edge.get(key);
    assertThat(response.status()).isIn(200, 429);
    if (RedisEdge.isFallback(response)) {
      alone.incrementAndGet();
    } else if (response.status() == 200) {
      admitted.incrementAndGet();
    }
    return response;
  }

  /** Takes all that there is, until Redis refuses. */
  void exhaust() {
    await().pollInSameThread().pollDelay(NONE).pollInterval(NONE).until(() -> isRefused(get()));
  }

  /** Waits until Redis decides again. */
  void awaitRedis() {
    await().until(() -> !RedisEdge.isFallback(get()));
  }

  /** How many requests Redis has let through. */
  int admitted() {
    return admitted.get();
  }

  /** How many the process has decided alone. */
  int alone() {
    return alone.get();
  }

  /** How many tokens have come into the bucket by themselves since the beginning. */
  double refilled() {
    return (System.nanoTime() - startNanos) / 1e9 * REFILLED_A_SECOND;
  }

  private static boolean isRefused(RawResponse response) {
    return response.status() == 429 && !RedisEdge.isFallback(response);
  }
}
