package dev.paykore.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class RedisClusterTests {

  private static final String[] SUSPICIOUS = {"--cluster-node-timeout", "1000"};

  private static RedisCluster cluster;

  @BeforeAll
  static void start() {
    cluster = RedisCluster.start();
  }

  @AfterAll
  static void stop() {
    cluster.close();
  }

  @Test
  void eachMasterTakesWhatIsInItsSlotsAndNamesTheOneThatHasTheOthers() {
    RedisProcess owner = cluster.ownerOf(cluster.slotOf("a"));
    assertThat(RedisCommand.run(owner.port(), "SET a 1")).containsExactly("OK");
    assertThatThrownBy(() -> RedisCommand.run(otherThan(owner).port(), "GET a"))
        .hasMessageContaining("MOVED %d 127.0.0.1:%d".formatted(cluster.slotOf("a"), owner.port()));
  }

  @Test
  void aSlotMovesWithAllThatIsInIt() {
    int slot = cluster.slotOf("{b}");
    RedisProcess former = cluster.ownerOf(slot);
    RedisCommand.run(former.port(), "MSET {b}1 one {b}2 two");
    RedisProcess next = otherThan(former);
    cluster.move(slot, next);
    assertThat(cluster.ownerOf(slot)).isSameAs(next);
    assertThat(RedisCommand.run(next.port(), "MGET {b}1 {b}2")).containsExactly("one", "two");
  }

  @Test
  void aReplicaTakesThePlaceOfItsMaster() {
    try (RedisCluster watchful = RedisCluster.start(SUSPICIOUS)) {
      int slot = watchful.slotOf("a");
      RedisProcess master = watchful.ownerOf(slot);
      RedisCommand.run(master.port(), "SET a 1");
      RedisProcess replica = watchful.addReplicaOf(master, SUSPICIOUS);
      master.kill();
      watchful.awaitOwner(slot, replica);
      assertThat(RedisCommand.run(replica.port(), "GET a")).containsExactly("1");
      master.restart();
      watchful.awaitReplica(master);
    }
  }

  private static RedisProcess otherThan(RedisProcess node) {
    return cluster.masters().stream().filter(other -> other != node).findFirst().orElseThrow();
  }
}
