package dev.paykore.servers;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Properties;

/**
 * The data of a server that was never used. To make them takes longer than all else that a server
 * does to start, so they are made once and kept beside the binaries for all later servers.
 */
final class PostgresTemplate {

  /** Data of one version are nothing to another. */
  private static final String NAME = "postgres-data-" + version();

  private PostgresTemplate() {}

  /** Copies the data to a directory that does not exist yet. */
  static void copyTo(Path data) throws IOException {
    ServerFiles.copy(madeOnce(ServerFiles.binaries()), data);
  }

  /** One thread of all processes makes them; the others wait. */
  private static synchronized Path madeOnce(Path cache) throws IOException {
    Path template = cache.resolve(NAME);
    Path lock = cache.resolve(NAME + ".lock");
    try (FileChannel guard =
            FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock _ = guard.lock()) {
      if (Files.notExists(template)) {
        make(template, cache.resolve(NAME + ".next"));
      }
    }
    return template;
  }

  private static void make(Path template, Path workshop) throws IOException {
    if (Files.exists(workshop)) {
      ServerFiles.delete(workshop);
    }
    Files.createDirectory(workshop);
    PostgresLaunch launch = new PostgresLaunch(FreePort.next(), workshop, List.of());
    EmbeddedPostgres server = launch.startWithWhatIsThere();
    Lifeline lifeline = Lifeline.tie(launch.postmaster(), "QUIT", workshop);
    server.close();
    lifeline.close();
    Files.move(launch.data(), template, StandardCopyOption.ATOMIC_MOVE);
    ServerFiles.delete(workshop);
  }

  private static String version() {
    Properties properties = new Properties();
    try (InputStream in = PostgresTemplate.class.getResourceAsStream("postgres.properties")) {
      properties.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return properties.getProperty("version");
  }
}
