package dev.paykore.servers;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A real Redis Cluster of three masters on loopback ports, each with a third of the slots, without
 * replicas unless they are asked for.
 */
public final class RedisCluster implements AutoCloseable {

  private static final int MASTERS = 3;
  private static final int SLOTS = 16_384;
  private static final int KEYS_AT_ONCE = 100;

  private final List<RedisProcess> masters;
  private final List<RedisProcess> replicas = new ArrayList<>();

  private RedisCluster(String... options) {
    masters = IntStream.range(0, MASTERS).mapToObj(i -> node(options)).toList();
    for (int i = 0; i < MASTERS; i++) {
      giveSlots(i);
      meet(masters.get(i));
    }
    awaitHealth();
  }

  /** Starts the nodes and joins them; the options are those of the {@code redis-server} command. */
  public static RedisCluster start(String... options) {
    return new RedisCluster(options);
  }

  /** All nodes, as Spring takes them. */
  public String addresses() {
    return masters.stream()
        .map(node -> "localhost:" + node.port())
        .collect(Collectors.joining(","));
  }

  public List<RedisProcess> masters() {
    return masters;
  }

  /** The slot of a name. */
  public int slotOf(String name) {
    return number(masters.getFirst(), "CLUSTER KEYSLOT " + name);
  }

  /** The node that has the slot now. */
  public RedisProcess ownerOf(int slot) {
    return masters.stream().filter(node -> has(node, slot)).findFirst().orElseThrow();
  }

  /** Moves a slot with all that is in it, as {@code redis-cli --cluster reshard} does. */
  public void move(int slot, RedisProcess to) {
    move(slot, to, () -> {});
  }

  /**
   * The same, with something that is done in its midst: the new node has all that is in the slot,
   * and the old one sends whoever asks for it there ({@code ASK}).
   */
  public void move(int slot, RedisProcess to, Runnable meanwhile) {
    RedisProcess from = ownerOf(slot);
    RedisCommand.run(to.port(), "CLUSTER SETSLOT %d IMPORTING %s".formatted(slot, idOf(from)));
    RedisCommand.run(from.port(), "CLUSTER SETSLOT %d MIGRATING %s".formatted(slot, idOf(to)));
    List<String> names = namesIn(from, slot);
    while (!names.isEmpty()) {
      String keys = String.join(" ", names);
      RedisCommand.run(
          from.port(), "MIGRATE 127.0.0.1 %d \"\" 0 5000 KEYS %s".formatted(to.port(), keys));
      names = namesIn(from, slot);
    }
    meanwhile.run();
    for (RedisProcess node : Stream.concat(Stream.of(to), masters.stream()).toList()) {
      RedisCommand.run(node.port(), "CLUSTER SETSLOT %d NODE %s".formatted(slot, idOf(to)));
    }
  }

  /**
   * Adds a node that has what the master has, and takes its place when it is lost. The options are
   * those of the {@code redis-server} command.
   */
  public RedisProcess addReplicaOf(RedisProcess master, String... options) {
    RedisProcess replica = node(options);
    replicas.add(replica);
    meet(replica);
    awaitHealth();
    RedisCommand.run(replica.port(), "CLUSTER REPLICATE " + idOf(master));
    awaitReplica(replica);
    return replica;
  }

  /** Waits until the node follows a master. */
  public void awaitReplica(RedisProcess node) {
    Patience.until(
        "a replica",
        () -> RedisCommand.run(node.port(), "INFO replication").contains("master_link_status:up"));
  }

  /** Waits until the node has the slot, and is one of a cluster that serves all of them. */
  public void awaitOwner(int slot, RedisProcess node) {
    Patience.until("a new master", () -> has(node, slot) && isWhole(node));
  }

  /** Waits until all nodes know each other and serve their slots. */
  public void awaitHealth() {
    Patience.until("a cluster", () -> nodes().allMatch(this::isHealthy));
  }

  @Override
  public void close() {
    nodes().forEach(RedisProcess::close);
  }

  private Stream<RedisProcess> nodes() {
    return Stream.concat(masters.stream(), replicas.stream());
  }

  private static RedisProcess node(String... options) {
    List<String> all =
        Stream.concat(
                Stream.of(
                    "--cluster-enabled", "yes",
                    "--cluster-require-full-coverage", "no"),
                Stream.of(options))
            .toList();
    return RedisProcess.startOn(FreePort.nextForCluster(), all.toArray(String[]::new));
  }

  private void giveSlots(int index) {
    String slots =
        IntStream.range(index * SLOTS / MASTERS, (index + 1) * SLOTS / MASTERS)
            .mapToObj(Integer::toString)
            .collect(Collectors.joining(" "));
    RedisCommand.run(masters.get(index).port(), "CLUSTER ADDSLOTS " + slots);
  }

  private void meet(RedisProcess node) {
    RedisCommand.run(node.port(), "CLUSTER MEET 127.0.0.1 " + masters.getFirst().port());
  }

  private boolean isHealthy(RedisProcess node) {
    return isWhole(node)
        && RedisCommand.run(node.port(), "CLUSTER INFO")
            .contains("cluster_known_nodes:" + nodes().count());
  }

  private static boolean isWhole(RedisProcess node) {
    List<String> info = RedisCommand.run(node.port(), "CLUSTER INFO");
    return info.contains("cluster_state:ok") && info.contains("cluster_slots_ok:" + SLOTS);
  }

  private static boolean has(RedisProcess node, int slot) {
    return RedisCommand.run(node.port(), "CLUSTER NODES").stream()
        .filter(line -> line.contains("myself"))
        .flatMap(line -> Stream.of(line.split(" ", -1)).skip(8))
        .filter(range -> !range.startsWith("["))
        .map(range -> range.split("-", -1))
        .anyMatch(
            range ->
                Integer.parseInt(range[0]) <= slot
                    && slot <= Integer.parseInt(range[range.length - 1]));
  }

  private static String idOf(RedisProcess node) {
    return RedisCommand.run(node.port(), "CLUSTER MYID").getFirst();
  }

  private static List<String> namesIn(RedisProcess node, int slot) {
    return RedisCommand.run(
        node.port(), "CLUSTER GETKEYSINSLOT %d %d".formatted(slot, KEYS_AT_ONCE));
  }

  private static int number(RedisProcess node, String command) {
    return Integer.parseInt(RedisCommand.run(node.port(), command).getFirst());
  }
}
