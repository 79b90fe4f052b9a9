package dev.paykore.servers;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RedisSentinelsTests {

  @Test
  void theReplicaBecomesThePrimaryWhenThePrimaryIsKilled() {
    try (RedisSentinels sentinels = RedisSentinels.start()) {
      RedisProcess former = sentinels.primary();
      RedisCommand.run(former.port(), "SET a 1");
      Patience.until("a copy", () -> RedisCommand.run(former.port(), "WAIT 1 100").contains("1"));
      former.kill();
      sentinels.awaitPrimaryOtherThan(former);
      assertThat(RedisCommand.run(sentinels.primary().port(), "GET a")).containsExactly("1");
    }
  }
}
