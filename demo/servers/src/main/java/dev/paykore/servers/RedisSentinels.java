package dev.paykore.servers;

import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A real Redis primary with a replica, and three Sentinels that watch over them, on loopback. */
public final class RedisSentinels implements AutoCloseable {

  /** The name under which the Sentinels know the primary. */
  public static final String MASTER = "paykore";

  private static final int SENTINELS = 3;
  private final List<RedisProcess> servers;
  private final List<RedisProcess> sentinels;

  private RedisSentinels() {
    RedisProcess primary = RedisProcess.start();
    RedisProcess replica =
        RedisProcess.start("--replicaof", "127.0.0.1", Integer.toString(primary.port()));
    servers = List.of(primary, replica);
    Patience.until(
        "a replica",
        () ->
            RedisCommand.run(replica.port(), "INFO replication").contains("master_link_status:up"));
    String configuration = configuration(primary);
    sentinels =
        Stream.generate(() -> RedisProcess.startSentinel(configuration)).limit(SENTINELS).toList();
    Patience.until(
        "Sentinels that know each other",
        () -> sentinels.stream().allMatch(RedisSentinels::seesAll));
  }

  public static RedisSentinels start() {
    return new RedisSentinels();
  }

  /** The Sentinels, as Spring takes them. */
  public String addresses() {
    return sentinels.stream()
        .map(sentinel -> "localhost:" + sentinel.port())
        .collect(Collectors.joining(","));
  }

  /** The primary in the eyes of the Sentinels. */
  public RedisProcess primary() {
    String port =
        RedisCommand.run(sentinels.getFirst().port(), "SENTINEL get-master-addr-by-name " + MASTER)
            .getLast();
    return servers.stream()
        .filter(server -> Integer.toString(server.port()).equals(port))
        .findFirst()
        .orElseThrow();
  }

  /** Asks for a failover while all is well. */
  public void failOver() {
    Patience.until("a failover", this::isFailoverBegun);
  }

  /** Waits until another server is the primary, and takes writes. */
  public void awaitPrimaryOtherThan(RedisProcess former) {
    Patience.until("another primary", () -> primary() != former && hasRole("master", primary()));
  }

  /** Waits until the server that is not the primary follows it, and the Sentinels know. */
  public void awaitReplicaOfPrimary() {
    Patience.until("a replica", () -> sentinels.stream().allMatch(RedisSentinels::seesAll));
  }

  /** Waits until the server has been told that it is the primary no more. */
  public void awaitReplica(RedisProcess server) {
    Patience.until("a demoted server", () -> hasRole("slave", server));
  }

  @Override
  public void close() {
    sentinels.forEach(RedisProcess::close);
    servers.forEach(RedisProcess::close);
  }

  private static String configuration(RedisProcess primary) {
    return """
        sentinel monitor %1$s 127.0.0.1 %2$d 2
        sentinel down-after-milliseconds %1$s 1000
        sentinel failover-timeout %1$s 1000
        """
        .formatted(MASTER, primary.port());
  }

  /** A Sentinel refuses until it has seen that the replica is a good one. */
  private boolean isFailoverBegun() {
    try {
      RedisCommand.run(sentinels.getFirst().port(), "SENTINEL FAILOVER " + MASTER);
      return true;
    } catch (IllegalStateException notYet) {
      return false;
    }
  }

  /** A server whose role changes ends its connections. */
  private static boolean hasRole(String role, RedisProcess server) {
    try {
      return RedisCommand.run(server.port(), "ROLE").contains(role);
    } catch (UncheckedIOException changing) {
      return false;
    }
  }

  private static boolean seesAll(RedisProcess sentinel) {
    return RedisCommand.run(sentinel.port(), "INFO sentinel").stream()
        .anyMatch(
            line -> line.contains("status=ok") && line.endsWith("slaves=1,sentinels=" + SENTINELS));
  }
}
