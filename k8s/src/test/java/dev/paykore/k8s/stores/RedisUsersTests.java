package dev.paykore.k8s.stores;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.paykore.servers.RedisProcess;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.output.NestedMultiOutput;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.ProtocolKeyword;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
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
          "GET others",
          "SET others x",
          "GET paykore:sessions",
          "EVAL return(redis.call('GET','others')) 0",
          "EVAL return(redis.call('FLUSHALL')) 0",
          "EVAL return(redis.call('KEYS','*')) 0",
          "EVAL return(1) 1 others");

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
    return USERS.stream()
        .flatMap(user -> NEVER.stream().map(command -> Arguments.of(user, command)));
  }

  @ParameterizedTest
  @MethodSource("never")
  void neitherMayUseWhatItDoesNotNeed(String user, String command) {
    assertRefused(user, command);
  }

  @Test
  void theConsoleTouchesNoBucketAndWritesNoUsage() {
    assertRefused(StoreUsers.CONSOLE, "SET paykore:{key_1}:bucket x");
    assertRefused(StoreUsers.CONSOLE, "GET paykore:{key_1}:bucket");
    assertRefused(StoreUsers.CONSOLE, "HSET paykore:{key_1}:usage:last-used x 1");
    assertRefused(StoreUsers.CONSOLE, "SADD paykore:active-keys:1 key_1");
  }

  @Test
  void theEdgeReadsNoUsage() {
    assertRefused(StoreUsers.EDGE, "HGETALL paykore:{key_1}:usage:last-used");
    assertRefused(StoreUsers.EDGE, "SMEMBERS paykore:active-keys:1");
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

  private static void assertRefused(String user, String command) {
    assertThatThrownBy(() -> run(uri(user, PASSWORD), command))
        .as("%s: %s", user, command)
        .isInstanceOf(RedisCommandExecutionException.class)
        .hasMessageMatching("(?s).*(NOPERM|no permissions|can't run this command|can't access).*");
  }

  private static void run(RedisURI uri, String command) {
    List<String> words = List.of(command.split(" ", -1));
    try (StatefulRedisConnection<String, String> connection = client.connect(uri)) {
      CommandArgs<String, String> arguments = new CommandArgs<>(StringCodec.UTF8);
      words.subList(1, words.size()).forEach(arguments::add);
      connection
          .sync()
          .dispatch(
              new Word(words.getFirst()), new NestedMultiOutput<>(StringCodec.UTF8), arguments);
    }
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
