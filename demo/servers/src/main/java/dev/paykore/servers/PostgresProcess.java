package dev.paykore.servers;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import javax.sql.DataSource;

/** A real Postgres server on a loopback port with data of its own; it ends with this process. */
public final class PostgresProcess implements AutoCloseable {

  /** The superuser, without a password on loopback. */
  public static final String SUPERUSER = "postgres";

  private static final Duration START_TIMEOUT = Duration.ofSeconds(60);

  private final EmbeddedPostgres server;
  private final Path dataDirectory;

  private PostgresProcess(EmbeddedPostgres server, Path dataDirectory) {
    this.server = server;
    this.dataDirectory = dataDirectory;
  }

  /** Starts a server on a free port, with the settings {@code name=value} of postgresql.conf. */
  public static PostgresProcess start(String... settings) {
    return startOn(FreePort.next(), settings);
  }

  /** Starts a server on the given port. */
  public static PostgresProcess startOn(int port, String... settings) {
    try {
      Path data = Files.createTempDirectory("paykore-postgres");
      EmbeddedPostgres.Builder builder =
          EmbeddedPostgres.builder()
              .setPort(port)
              .setDataDirectory(data)
              .setPGStartupWait(START_TIMEOUT)
              .setServerConfig("fsync", "off")
              .setServerConfig("listen_addresses", "127.0.0.1");
      for (String setting : settings) {
        String[] nameAndValue = setting.split("=", 2);
        builder.setServerConfig(nameAndValue[0], nameAndValue[1]);
      }
      return new PostgresProcess(builder.start(), data);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The port on the loopback address. */
  public int port() {
    return server.getPort();
  }

  /** The address in the form that R2DBC takes, with no user in it. */
  public String r2dbcUrl() {
    return "r2dbc:postgresql://localhost:%d/postgres".formatted(port());
  }

  /** Connections for the superuser, for migrations and for setting up. */
  public DataSource superuser() {
    return server.getPostgresDatabase();
  }

  /** Runs SQL as the superuser. */
  public void execute(String sql) {
    try (Connection connection = superuser().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException("failed: " + sql, e);
    }
  }

  /** Freezes the server and all its backends: connections stay open and nothing is answered. */
  public void pause() {
    Signals.send("STOP", processIds());
  }

  /** Lets a frozen server go on. */
  public void resume() {
    Signals.send("CONT", processIds());
  }

  /** Ends the server and all its backends as {@code kill -9} does. */
  public void kill() {
    Signals.send("KILL", processIds());
  }

  @Override
  public void close() {
    resume();
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<Long> processIds() {
    long postmaster = postmaster();
    Stream<Long> backends =
        ProcessHandle.of(postmaster).stream()
            .flatMap(ProcessHandle::descendants)
            .map(ProcessHandle::pid);
    return Stream.concat(Stream.of(postmaster), backends).toList();
  }

  private long postmaster() {
    try {
      return Long.parseLong(Files.readAllLines(dataDirectory.resolve("postmaster.pid")).getFirst());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
