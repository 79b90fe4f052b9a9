package dev.paykore.gateway.faults.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.paykore.gateway.faults.FaultRow;
import dev.paykore.gateway.faults.FaultRun;
import dev.paykore.servers.RedisProcess;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.sync.RedisCommands;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A Redis that reads its file in after a start, and has only an error for others meanwhile. */
class LoadingTests {

  private static final String COMMAND = "*3\r\n$3\r\nSET\r\n$6\r\nfiller\r\n$1\r\nx\r\n";
  private static final int COMMANDS = FaultRun.times(500_000, 2_000_000);

  /** After each fifth command on average, so that reading takes six seconds, in full 24. */
  private static final String PAUSES = "-5";

  private static final Duration READ = Duration.ofMinutes(1);

  @Test
  void readingItsFile(@TempDir Path folder, @TempDir Path data) throws IOException {
    try (RedisProcess server = start(data);
        RedisEdge edge = new RedisEdge(folder, "spring.data.redis.url=" + server.url());
        RedisClient client = RedisClient.create(server.url())) {
      server.kill();
      Files.writeString(
          data.resolve("appendonly.aof"), COMMAND.repeat(COMMANDS), StandardOpenOption.APPEND);
      server.restart();
      RedisCommands<String, String> redis = client.connect().sync();
      long longestMillis = edge.mixedRequestsWithoutRedis();
      assertThat(redis.info("persistence")).contains("loading:1");
      await().atMost(READ).until(() -> redis.info("persistence").contains("loading:0"));
      FaultRow.of("R11", "Redis still reads its file in after a start (LOADING)")
          .promised(RedisEdge.PROMISE)
          .seen(
              "%d requests, each as promised, the longest %d ms; Redis decides again after %d ms",
              RedisEdge.REQUESTS, longestMillis, edge.awaitRedis());
    }
  }

  private static RedisProcess start(Path data) {
    return RedisProcess.start(
        "--appendonly", "yes", "--dir", data.toString(), "--key-load-delay", PAUSES);
  }
}
