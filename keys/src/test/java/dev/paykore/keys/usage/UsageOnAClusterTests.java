package dev.paykore.keys.usage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paykore.servers.RedisCluster;
import io.lettuce.core.RedisURI;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.cluster.api.StatefulRedisClusterConnection;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class UsageOnAClusterTests {

  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final long NOON = Instant.parse("2026-01-02T12:00:00Z").getEpochSecond();
  private static final UsageCount ONCE = new UsageCount("sec_1", NOON, 1, 0, 0);

  @Test
  void aFlushWithKeysOfAllNodesCountsOnce() {
    try (RedisCluster cluster = RedisCluster.start();
        RedisClusterClient client =
            RedisClusterClient.create(
                RedisURI.create("localhost", cluster.masters().getFirst().port()));
        StatefulRedisClusterConnection<String, String> connection = client.connect()) {
      UsageFlush flush = new UsageFlush("edge-1", 1, usages());
      UsageReports reports = new UsageReports(connection::async);
      reports.write(flush).blockLast(PATIENCE);
      reports.write(flush).blockLast(PATIENCE);
      UsageReader reader = new UsageReader(connection::async);
      assertThat(flush.keys())
          .allSatisfy(
              key ->
                  assertThat(reader.bySecond(key.keyId(), NOON, NOON + 1).block(PATIENCE))
                      .containsExactly(ONCE));
    }
  }

  private static List<KeyUsage> usages() {
    return IntStream.range(0, 300)
        .mapToObj(i -> new KeyUsage("key_" + i, List.of(ONCE), List.of()))
        .toList();
  }
}
