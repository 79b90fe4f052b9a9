package dev.paykore.servers;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Stream;
import javax.sql.DataSource;

/**
 * A real Postgres server on a loopback port with data of its own. It ends with this process, at the
 * latest.
 */
public final class PostgresProcess implements AutoCloseable {

  /** The superuser, without a password on loopback. */
  public static final String SUPERUSER = "postgres";

  private final PostgresLaunch launch;
  private EmbeddedPostgres server;
  private Lifeline lifeline;

  private PostgresProcess(PostgresLaunch launch) {
    this.launch = launch;
    this.server = launch.start();
    this.lifeline = tie(launch);
  }

  /** Starts a server on a free port, with the settings {@code name=value} of postgresql.conf. */
  public static PostgresProcess start(String... settings) {
    return startOn(FreePort.next(), settings);
  }

  /**
   * Starts a server on the given port.
   *
   * @throws IllegalStateException with the server's own words, if it does not start
   */
  public static PostgresProcess startOn(int port, String... settings) {
    Path directory = ServerFiles.temporary("postgres");
    try {
      return new PostgresProcess(new PostgresLaunch(port, directory, List.of(settings)));
    } catch (IllegalStateException notStarted) {
      ServerFiles.delete(directory);
      throw notStarted;
    }
  }

  /**
   * Starts a server that follows this one and takes no writes until it is promoted. This one is
   * away while its data are copied. What it then commits with {@code
   * synchronous_commit=remote_apply}, the other has.
   */
  public PostgresProcess startStandby() {
    stop();
    Path directory = ServerFiles.temporary("postgres");
    try {
      PostgresLaunch standby = launch.standby(FreePort.next(), directory);
      restart();
      return new PostgresProcess(standby);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Has a standby take writes; waits until it does. */
  public void promote() {
    execute("SELECT pg_promote()");
  }

  /** The port on the loopback address. */
  public int port() {
    return launch.port();
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

  /** Ends the server and all its backends as {@code kill -9} does; waits until it is gone. */
  public void kill() {
    Signals.send("KILL", processIds());
    while (FreePort.isTaken(port())) {
      Thread.onSpinWait();
    }
    lifeline.close();
  }

  /** Starts the server again with its data, on the same port; waits until it answers. */
  public void restart() {
    stop();
    server = launch.start();
    lifeline = tie(launch);
  }

  @Override
  public void close() {
    stop();
    ServerFiles.delete(launch.directory());
  }

  Path directory() {
    return launch.directory();
  }

  private void stop() {
    if (FreePort.isTaken(port())) {
      resume();
      closeServer();
    }
    lifeline.close();
  }

  private void closeServer() {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<Long> processIds() {
    long postmaster = launch.postmaster();
    Stream<Long> backends =
        ProcessHandle.of(postmaster).stream()
            .flatMap(ProcessHandle::descendants)
            .map(ProcessHandle::pid);
    return Stream.concat(Stream.of(postmaster), backends).toList();
  }

  private static Lifeline tie(PostgresLaunch launch) {
    return Lifeline.tie(launch.postmaster(), "QUIT", launch.directory());
  }
}
