package dev.paykore.k8s.stores;

import dev.paykore.servers.PostgresProcess;
import dev.paykore.servers.RedisProcess;
import io.lettuce.core.RedisURI;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
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

  private final String password = newPassword();
  private final RedisProcess redis = redis(password);
  private final PostgresProcess postgres = PostgresProcess.start();

  private StoreUsers() {
    postgres.execute(read("roles.sql"));
    migrate();
  }

  static StoreUsers start() {
    return new StoreUsers();
  }

  /** A Redis that lets in nobody but the users of the file, each with this password. */
  static RedisProcess redis(String password) {
    try {
      Path file = Files.createTempFile("users", ".acl");
      file.toFile().deleteOnExit();
      Files.writeString(
          file,
          (read("users.acl") + "user " + ADMINISTRATOR + " on +@all ~* &*\n")
              .lines()
              .map(user -> user.contains(" on ") ? user + " >" + password : user)
              .collect(Collectors.joining("\n", "", "\n")));
      return RedisProcess.start("--aclfile", file.toString());
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

  RedisURI redisUri(String user) {
    return RedisURI.builder()
        .withHost("localhost")
        .withPort(redis.port())
        .withAuthentication(user, password)
        .build();
  }

  String jdbcUrl(String user) {
    return "jdbc:postgresql://localhost:%d/postgres?user=%s".formatted(postgres.port(), user);
  }

  /** What edge and console are told of the stores, as the manifests do. */
  List<String> properties(String redisUser, String postgresUser) {
    return List.of(
        "spring.data.redis.host=localhost",
        "spring.data.redis.port=" + redis.port(),
        "spring.data.redis.username=" + redisUser,
        "spring.data.redis.password=" + password,
        "spring.r2dbc.url=" + postgres.r2dbcUrl(),
        "spring.r2dbc.username=" + postgresUser);
  }

  /** As the Job does: with the role that owns the tables. */
  void migrate() {
    Flyway.configure().dataSource(jdbcUrl("paykore_owner"), null, null).load().migrate();
  }

  @Override
  public void close() {
    redis.close();
    postgres.close();
  }
}
