package dev.paykore.k8s.stores;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.paykore.console.key.IssuedKey;
import dev.paykore.console.key.RevokeKey;
import dev.paykore.console.key.RotateKey;
import dev.paykore.console.usage.Resolution;
import dev.paykore.console.usage.Usage;
import dev.paykore.console.usage.UsageRollUp;
import dev.paykore.console.user.Caller;
import dev.paykore.keys.redis.RedisNames;
import dev.paykore.servers.RedisCluster;
import dev.paykore.servers.RedisProcess;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The users of {@code users.acl} on each node of a Redis Cluster. */
class WithAClusterTests {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int KEYS = 6;

  @Test
  void keysInAllSlotsAreLetInAndLimitedAndNothingIsRefused() {
    try (StoreUsers users = StoreUsers.startWithCluster();
        EdgeAndConsole programs = EdgeAndConsole.start(users)) {
      for (int i = 0; i < KEYS; i++) {
        HttpResponse<String> response = programs.ask(programs.issue().secret());
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("X-RateLimit-Remaining")).hasValue("299");
      }
      programs.console(UsageRollUp.class).run().block(PATIENCE);
      assertThat(programs.metrics()).contains("paykore_ratelimit_fallback_decisions_total 0.0");
      assertThat(users.refusedByRedis()).isEmpty();
    }
  }

  @Test
  void aKeyIsFollowedWhileItsSlotMovesAndNothingIsRefused() {
    String password = StoreUsers.newPassword();
    RedisCluster cluster = StoreUsers.cluster(password);
    try (StoreUsers users = StoreUsers.startWith(cluster, password);
        EdgeAndConsole programs = EdgeAndConsole.start(users)) {
      IssuedKey key = programs.issue();
      assertLimitedByRedis(programs, key);
      int slot = cluster.slotOf(RedisNames.bucket(key.key().id()));
      RedisProcess to = otherThan(cluster.ownerOf(slot), cluster);
      cluster.move(slot, to, () -> useAndRotate(users, programs, key, to));
      await().atMost(PATIENCE).untilAsserted(() -> assertLimitedByRedis(programs, key));
      awaitUsage(programs, key);
      var _ = programs.console(RevokeKey.class).revoke(Caller.SYSTEM, key.key().id()).block();
      assertThat(programs.ask(key.secret()).statusCode()).isEqualTo(401);
      assertThat(users.refusedByRedis()).isEmpty();
    }
  }

  /**
   * While the old node says {@code ASK}: edge, console and the edge's counts follow, one after the
   * other. The new node has no script for names of which it lacks one, such as a full bucket
   * ({@code TRYAGAIN}), so the edge may limit alone meanwhile.
   */
  private static void useAndRotate(
      StoreUsers users, EdgeAndConsole programs, IssuedKey key, RedisProcess to) {
    isFollowed(users, to, () -> assertThat(programs.ask(key.secret()).statusCode()).isEqualTo(200));
    isFollowed(
        users,
        to,
        () ->
            programs
                .console(RotateKey.class)
                .rotate(Caller.SYSTEM, key.key().id(), Duration.ofHours(1))
                .block(PATIENCE));
    isFollowed(users, to, () -> programs.console(UsageRollUp.class).run().block(PATIENCE));
    isFollowed(users, to, () -> {});
  }

  private static void isFollowed(StoreUsers users, RedisProcess to, Runnable use) {
    long before = users.calls(to, "asking");
    use.run();
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(users.calls(to, "asking")).isGreaterThan(before));
  }

  private static void awaitUsage(EdgeAndConsole programs, IssuedKey key) {
    Usage usage = programs.console(Usage.class);
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(
                        usage
                            .of(key.key().id(), Resolution.MINUTE)
                            .block(PATIENCE)
                            .total()
                            .allowed())
                    .isGreaterThanOrEqualTo(3));
  }

  private static void assertLimitedByRedis(EdgeAndConsole programs, IssuedKey key) {
    HttpResponse<String> response = programs.ask(key.secret());
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("RateLimit-Policy"))
        .hasValue("\"default\";q=300;w=60");
  }

  private static RedisProcess otherThan(RedisProcess node, RedisCluster cluster) {
    return cluster.masters().stream().filter(other -> other != node).findFirst().orElseThrow();
  }
}
