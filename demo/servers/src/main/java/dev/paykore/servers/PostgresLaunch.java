package dev.paykore.servers;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a Postgres server is started, again and again on the same data.
 *
 * @param port the port on the loopback address
 * @param directory holds the data and the log, and nothing else
 * @param settings {@code name=value} of postgresql.conf
 */
record PostgresLaunch(int port, Path directory, List<String> settings) {

  private static final Duration START_TIMEOUT = Duration.ofSeconds(60);

  /** Starts the server, with data if it has none, and waits until it answers. */
  EmbeddedPostgres start() {
    if (FreePort.isTaken(port)) {
      throw notStarted("the port is taken", null);
    }
    try {
      if (Files.notExists(data())) {
        PostgresTemplate.copyTo(data());
      }
      return startWithWhatIsThere();
    } catch (IOException | IllegalStateException e) {
      throw notStarted(ServerFiles.lastLines(log()), e);
    }
  }

  /** Starts the server on its data; it makes them itself if there are none, which takes long. */
  EmbeddedPostgres startWithWhatIsThere() throws IOException {
    // A killed server leaves both; the lock is one that this process holds until it ends.
    Files.deleteIfExists(pidFile());
    Files.deleteIfExists(data().resolve("epg-lock"));
    return builder().start();
  }

  /**
   * How a copy of the data is started that follows this server, which must have stopped. From its
   * next start on, this one waits for the copy with what {@code synchronous_commit} asks for.
   */
  PostgresLaunch standby(int standbyPort, Path standbyDirectory) throws IOException {
    PostgresLaunch standby = new PostgresLaunch(standbyPort, standbyDirectory, settings);
    ServerFiles.copy(data(), standby.data());
    Files.createFile(standby.data().resolve("standby.signal"));
    standby.set("primary_conninfo", "host=127.0.0.1 port=%d user=postgres".formatted(port));
    set("synchronous_standby_names", "*");
    return standby;
  }

  private void set(String name, String value) throws IOException {
    Files.writeString(
        data().resolve("postgresql.auto.conf"),
        "%s = '%s'\n".formatted(name, value),
        StandardOpenOption.APPEND);
  }

  /** The process id of the server's first process. */
  long postmaster() {
    try {
      return Long.parseLong(Files.readAllLines(pidFile()).getFirst());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private EmbeddedPostgres.Builder builder() {
    EmbeddedPostgres.Builder builder =
        EmbeddedPostgres.builder()
            .setOverrideWorkingDirectory(ServerFiles.binaries().resolve("postgres").toFile())
            .setDataDirectory(data())
            .setCleanDataDirectory(false)
            .setRegisterShutdownHook(false)
            .setPort(port)
            .setPGStartupWait(START_TIMEOUT)
            .setOutputRedirector(Redirect.appendTo(log().toFile()))
            .setServerConfig("fsync", "off")
            .setServerConfig("listen_addresses", "127.0.0.1")
            .setServerConfig("unix_socket_directories", "");
    for (String setting : settings) {
      String[] nameAndValue = setting.split("=", 2);
      builder.setServerConfig(nameAndValue[0], nameAndValue[1]);
    }
    return builder;
  }

  private IllegalStateException notStarted(String words, @Nullable Exception cause) {
    return new IllegalStateException(
        "Postgres did not start on port %d: %s".formatted(port, words), cause);
  }

  Path data() {
    return directory.resolve("data");
  }

  private Path pidFile() {
    return data().resolve("postmaster.pid");
  }

  private Path log() {
    return directory.resolve("postgres.log");
  }
}
