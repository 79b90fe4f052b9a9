package dev.paykore.k8s.stores;

import dev.paykore.servers.PostgresProcess;
import dev.paykore.servers.RedisCluster;
import dev.paykore.servers.RedisProcess;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.flywaydb.core.Flyway;

/** Redis and Postgres with the users of {@code k8s/stores}, set up as an operator does it. */
final class StoreUsers implements AutoCloseable {

  static final String EDGE = "paykore-edge";
  static final String CONSOLE = "paykore-console";

  /** Of the tests, to look on and to set passwords. */
  static final String ADMINISTRATOR = "administrator";

  private static final Path FILES = Path.of("stores");
  private static final int PASSWORD_BYTES = 24;

  private final String password;
  private final List<RedisProcess> redis;
  private final List<String> redisAddress;
  private final PostgresProcess postgres = PostgresProcess.start();

  private StoreUsers(String password, List<RedisProcess> redis, String... redisAddress) {
    this.password = password;
    this.redis = redis;
    this.redisAddress = List.of(redisAddress);
    postgres.execute(read("roles.sql"));
    migrate();
  }

  static StoreUsers start() {
    String password = newPassword();
    RedisProcess redis = redis(password);
    return new StoreUsers(
        password,
        List.of(redis),
        "spring.data.redis.host=localhost",
        "spring.data.redis.port=" + redis.port());
  }

  static StoreUsers startWithCluster() {
    String password = newPassword();
    return startWith(cluster(password), password);
  }

  /** With the default user left as it is, by whom the cluster is set up. */
  static RedisCluster cluster(String password) {
    return RedisCluster.start(
        "--aclfile", file(password, user -> !user.startsWith("user default ")));
  }

  static StoreUsers startWith(RedisCluster cluster, String password) {
    return new StoreUsers(
        password, cluster.masters(), "spring.data.redis.cluster.nodes=" + cluster.addresses());
  }

  /** A Redis that lets in nobody but the users of the file, each with this password. */
  static RedisProcess redis(String password) {
    return RedisProcess.start("--aclfile", file(password, user -> true));
  }

  private static String file(String password, Predicate<String> wanted) {
    try {
      Path file = Files.createTempFile("users", ".acl");
      file.toFile().deleteOnExit();
      Files.writeString(
          file,
          (read("users.acl") + "user " + ADMINISTRATOR + " on +@all ~* &*\n")
              .lines()
              .filter(wanted)
              .map(user -> user.contains(" on ") ? user + " >" + password : user)
              .collect(Collectors.joining("\n", "", "\n")));
      return file.toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String newPassword() {
    byte[] bytes = new byte[PASSWORD_BYTES];
    new SecureRandom().nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  static String read(String file) {
    try {
      return Files.readString(FILES.resolve(file), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String password() {
    return password;
  }

  PostgresProcess postgres() {
    return postgres;
  }

  /** What any Redis has refused, but for the names of connections, which Lettuce only tries. */
  List<String> refusedByRedis() {
    return redis.stream()
        .flatMap(process -> aclLog(process).stream())
        .map(refusal -> refusal.get("object").toString())
        .filter(object -> !object.startsWith("client"))
        .toList();
  }

  /** How often a node was asked by a command, such as {@code asking}. */
  long calls(RedisProcess node, String command) {
    try (RedisClient client = RedisClient.create(administrator(node))) {
      Matcher calls =
          Pattern.compile("cmdstat_%s:calls=(\\d+)".formatted(command))
              .matcher(client.connect().sync().info("commandstats"));
      return calls.find() ? Long.parseLong(calls.group(1)) : 0;
    }
  }

  private List<Map<String, Object>> aclLog(RedisProcess process) {
    try (RedisClient client = RedisClient.create(administrator(process))) {
      return client.connect().sync().aclLog();
    }
  }

  private RedisURI administrator(RedisProcess process) {
    return RedisURI.builder()
        .withHost("localhost")
        .withPort(process.port())
        .withAuthentication(ADMINISTRATOR, password)
        .build();
  }

  String jdbcUrl(String user) {
    return "jdbc:postgresql://localhost:%d/postgres?user=%s".formatted(postgres.port(), user);
  }

  /** What edge and console are told of the stores, as the manifests do. */
  List<String> properties(String redisUser, String postgresUser) {
    List<String> properties = new ArrayList<>(redisAddress);
    properties.add("spring.data.redis.username=" + redisUser);
    properties.add("spring.data.redis.password=" + password);
    properties.add("spring.r2dbc.url=" + postgres.r2dbcUrl());
    properties.add("spring.r2dbc.username=" + postgresUser);
    return properties;
  }

  /** As the Job does: with the role that owns the tables. */
  void migrate() {
    Flyway.configure().dataSource(jdbcUrl("paykore_owner"), null, null).load().migrate();
  }

  @Override
  public void close() {
    redis.forEach(RedisProcess::close);
    postgres.close();
  }
}
