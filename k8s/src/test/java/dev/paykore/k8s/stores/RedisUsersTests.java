package dev.paykore.k8s.stores;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.paykore.keys.redis.RedisNames;
import dev.paykore.servers.RedisProcess;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.models.command.CommandDetail;
import io.lettuce.core.models.command.CommandDetailParser;
import io.lettuce.core.output.NestedMultiOutput;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.ProtocolKeyword;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What the users of {@code users.acl} may not do; {@link WorkingTogetherTests} shows what they may.
 */
class RedisUsersTests {

  private static final String PASSWORD = StoreUsers.newPassword();

  private static final String KEY = "key_1";

  private static final List<String> USERS = List.of(StoreUsers.EDGE, StoreUsers.CONSOLE);

  /** Of no use to either program. */
  private static final List<String> NEVER =
      List.of(
          "FLUSHALL",
          "FLUSHDB",
          "CONFIG GET *",
          "CONFIG SET maxmemory 1",
          "KEYS *",
          "SCAN 0",
          "RANDOMKEY",
          "DEL paykore:record:1",
          "UNLINK paykore:record:1",
          "DUMP paykore:record:1",
          "RENAME paykore:record:1 paykore:record:2",
          "ACL LIST",
          "ACL SETUSER x on nopass +@all ~*",
          "CLIENT LIST",
          "CLIENT KILL TYPE normal",
          "CLUSTER RESET",
          "SCRIPT FLUSH",
          "DEBUG SLEEP 1",
          "MONITOR",
          "SHUTDOWN NOSAVE",
          "SAVE",
          "REPLICAOF localhost 1",
          "SWAPDB 0 1",
          "SUBSCRIBE x",
          "PUBLISH x y",
          "EVAL return(redis.call('MGET','others')) 0",
          "EVAL return(redis.call('FLUSHALL')) 0",
          "EVAL return(redis.call('KEYS','*')) 0",
          "EVAL return(1) 1 others");

  /** These say who the user is. */
  private static final Set<String> BEFORE_ANY_RIGHT = Set.of("auth", "hello", "reset");

  private static final Map<String, Set<String>> WITHOUT_A_NAME =
      Map.of(
          StoreUsers.EDGE, Set.of("ping", "info", "asking", "eval", "evalsha", "time"),
          StoreUsers.CONSOLE, Set.of("ping", "info", "asking", "eval", "evalsha"));

  /** On each of its names: Redis 6.2 knows no right to one command on one name (operations.md). */
  private static final Map<String, Set<String>> ON_NAMES =
      Map.of(
          StoreUsers.EDGE,
          Set.of(
              "mget",
              "set",
              "pttl",
              "pexpire",
              "hget",
              "hgetall",
              "hlen",
              "hset",
              "hsetnx",
              "hincrby",
              "hdel",
              "zadd",
              "zrem",
              "zrange",
              "zrangebyscore",
              "sadd"),
          StoreUsers.CONSOLE,
          Set.of("mget", "set", "pttl", "hget", "hgetall", "smembers"));

  private static final List<String> NAMES_OF_BOTH =
      List.of(
          "paykore:record:1",
          RedisNames.version(KEY),
          RedisNames.usageCurrent(KEY),
          RedisNames.usageSeconds(KEY, 1),
          RedisNames.usageMinutes(KEY, 1),
          RedisNames.usageHours(KEY, 1),
          RedisNames.lastUsed(KEY),
          RedisNames.requests(KEY),
          RedisNames.activeKeys(1));

  /** Who wrote them could fill a bucket, or have a flush not counted or counted twice. */
  private static final List<String> NAMES_OF_THE_EDGE =
      List.of(
          RedisNames.bucket(KEY),
          RedisNames.flush(KEY, "1"),
          RedisNames.requestTimes(KEY, "errors"));

  private static final List<String> NAMES_OF_NEITHER =
      List.of("others", "paykore:sessions", "paykore:{other}:version");

  private static RedisProcess redis;
  private static RedisClient client;

  @BeforeAll
  static void start() {
    redis = StoreUsers.redis(PASSWORD);
    client = RedisClient.create();
  }

  @AfterAll
  static void stop() {
    client.shutdown();
    redis.close();
  }

  static Stream<Arguments> never() {
    return forEachUser(NEVER);
  }

  private static Stream<Arguments> forEachUser(List<String> values) {
    return USERS.stream().flatMap(user -> values.stream().map(value -> Arguments.of(user, value)));
  }

  @ParameterizedTest
  @MethodSource("never")
  void neitherMayUseWhatItDoesNotNeed(String user, String command) {
    assertRefused(user, command);
  }

  static Stream<Arguments> namesOfBoth() {
    return forEachUser(NAMES_OF_BOTH);
  }

  @ParameterizedTest
  @MethodSource("namesOfBoth")
  void ofAllCommandsEachMayUseThoseOnItsNames(String user, String name) {
    Set<String> expected = new HashSet<>(WITHOUT_A_NAME.get(user));
    expected.addAll(ON_NAMES.get(user));
    assertThat(allowed(user, name)).isEqualTo(expected);
  }

  static List<String> namesOfTheEdge() {
    return NAMES_OF_THE_EDGE;
  }

  @ParameterizedTest
  @MethodSource("namesOfTheEdge")
  void theConsoleTouchesNoBucketNoFlushAndNoOrderOfRequests(String name) {
    assertThat(allowed(StoreUsers.CONSOLE, name)).isEqualTo(WITHOUT_A_NAME.get(StoreUsers.CONSOLE));
  }

  static Stream<Arguments> namesOfNeither() {
    return forEachUser(NAMES_OF_NEITHER);
  }

  @ParameterizedTest
  @MethodSource("namesOfNeither")
  void neitherTouchesOtherNames(String user, String name) {
    assertThat(allowed(user, name)).isEqualTo(WITHOUT_A_NAME.get(user));
  }

  /** In a cluster; this Redis is none, and says so only to whom it would let. */
  @ParameterizedTest
  @ValueSource(strings = {StoreUsers.EDGE, StoreUsers.CONSOLE})
  void eachMayFollowASlotThatMoves(String user) {
    assertThatThrownBy(() -> run(uri(user, PASSWORD), "ASKING"))
        .hasMessageContaining("cluster support disabled");
  }

  @Test
  void nobodyElseIsLetIn() throws IOException {
    assertThat(answer("PING")).startsWith("-NOAUTH");
    assertThat(answer("AUTH paykore-edge guessed")).startsWith("-WRONGPASS");
  }

  /** What operations.md says about new passwords. */
  @Test
  void aNewPasswordCanBeValidBesideTheOldOne() throws IOException {
    String next = StoreUsers.newPassword();
    RedisURI administrator = uri(StoreUsers.ADMINISTRATOR, PASSWORD);
    run(administrator, "ACL SETUSER paykore-edge >" + next);
    assertThatCode(() -> run(uri(StoreUsers.EDGE, next), "PING")).doesNotThrowAnyException();
    assertThatCode(() -> run(uri(StoreUsers.EDGE, PASSWORD), "PING")).doesNotThrowAnyException();
    run(administrator, "ACL SETUSER paykore-edge <" + next);
    assertThat(answer("AUTH paykore-edge " + next)).startsWith("-WRONGPASS");
  }

  /** The first line that a stranger is answered; Lettuce may lose it when the handshake fails. */
  private static String answer(String command) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), redis.port())) {
      socket.getOutputStream().write((command + "\r\n").getBytes(StandardCharsets.UTF_8));
      return new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))
          .readLine();
    }
  }

  /** The commands of this Redis that the user is not refused, with the name for all they take. */
  private static Set<String> allowed(String user, String name) {
    try (StatefulRedisConnection<String, String> connection = client.connect(uri(user, PASSWORD))) {
      return shortest(name).stream()
          .filter(command -> !isRefused(connection, command))
          .map(command -> command.split(" ", 2)[0])
          .collect(Collectors.toSet());
    }
  }

  /** Each command with as few arguments as it may have. */
  private static List<String> shortest(String argument) {
    RedisURI administrator = uri(StoreUsers.ADMINISTRATOR, PASSWORD);
    try (StatefulRedisConnection<String, String> connection = client.connect(administrator)) {
      return CommandDetailParser.parse(connection.sync().command()).stream()
          .filter(command -> !BEFORE_ANY_RIGHT.contains(command.getName()))
          .map(command -> command.getName() + (" " + argument).repeat(arguments(command)))
          .toList();
    }
  }

  /** A negative arity is a least one; it counts the command itself. */
  private static int arguments(CommandDetail command) {
    return Math.abs(command.getArity()) - 1;
  }

  private static boolean isRefused(
      StatefulRedisConnection<String, String> connection, String command) {
    try {
      run(connection, command);
      return false;
    } catch (RedisCommandExecutionException answer) {
      return answer.getMessage().contains("NOPERM ");
    }
  }

  private static void assertRefused(String user, String command) {
    assertThatThrownBy(() -> run(uri(user, PASSWORD), command))
        .as("%s: %s", user, command)
        .isInstanceOf(RedisCommandExecutionException.class)
        .hasMessageMatching("(?s).*(NOPERM|no permissions|can't run this command|can't access).*");
  }

  private static void run(RedisURI uri, String command) {
    try (StatefulRedisConnection<String, String> connection = client.connect(uri)) {
      run(connection, command);
    }
  }

  private static void run(StatefulRedisConnection<String, String> connection, String command) {
    List<String> words = List.of(command.split(" ", -1));
    CommandArgs<String, String> arguments = new CommandArgs<>(StringCodec.UTF8);
    words.subList(1, words.size()).forEach(arguments::add);
    connection
        .sync()
        .dispatch(new Word(words.getFirst()), new NestedMultiOutput<>(StringCodec.UTF8), arguments);
  }

  private static RedisURI uri(String user, String password) {
    return RedisURI.builder()
        .withHost("localhost")
        .withPort(redis.port())
        .withAuthentication(user, password)
        .build();
  }

  /** A command by its name. */
  private record Word(String text) implements ProtocolKeyword {

    @Override
    public byte[] getBytes() {
      return text.getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public String toString() {
      return text;
    }
  }
}
