package dev.paykore.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.paykore.servers.RedisCluster;
import dev.paykore.servers.RedisProcess;
import dev.paykore.servers.RedisSentinels;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

/** How the console finds Redis by configuration alone. */
class RedisConnectionTests {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @Test
  void itFollowsAPrimaryThatHangsToTheNextOne() {
    try (RedisSentinels sentinels = RedisSentinels.start()) {
      with(
          redis -> {
            write(redis);
            RedisProcess former = sentinels.primary();
            former.pause();
            sentinels.awaitPrimaryOtherThan(former);
            write(redis);
            former.resume();
          },
          "spring.data.redis.sentinel.master=" + RedisSentinels.MASTER,
          "spring.data.redis.sentinel.nodes=" + sentinels.addresses());
    }
  }

  @Test
  void itWritesToEachMasterOfACluster() {
    try (RedisCluster cluster = RedisCluster.start()) {
      with(
          redis -> {
            for (int i = 0; i < 20; i++) {
              write(redis, "name-" + i);
            }
          },
          "spring.data.redis.cluster.nodes=" + cluster.addresses());
    }
  }

  @FunctionalInterface
  private interface Use {
    void with(RedisConnection redis);
  }

  private static void with(Use use, String... properties) {
    new ApplicationContextRunner()
        .withConfiguration(AutoConfigurations.of(DataRedisAutoConfiguration.class))
        .withPropertyValues(properties)
        .withPropertyValues("spring.data.redis.timeout=1s", "spring.data.redis.connect-timeout=2s")
        .run(
            context -> {
              RedisConnection redis =
                  new RedisConnection(context.getBean(LettuceConnectionFactory.class));
              redis.start();
              use.with(redis);
              redis.stop();
            });
  }

  private static void write(RedisConnection redis) {
    write(redis, "name");
  }

  /** Writes as soon as that is possible. */
  private static void write(RedisConnection redis, String name) {
    await().atMost(PATIENCE).ignoreExceptions().until(() -> isWritten(redis.get(), name));
    assertThat(redis.isRunning()).isTrue();
  }

  private static boolean isWritten(RedisClusterAsyncCommands<String, String> redis, String name)
      throws Exception {
    return redis.set(name, "value").get(1, TimeUnit.SECONDS).equals("OK");
  }
}
