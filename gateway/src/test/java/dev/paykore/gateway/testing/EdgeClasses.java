package dev.paykore.gateway.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The classes of an edge in the form in which the JVM keeps them, made once in a test process: an
 * edge that is a process of its own starts with little more than half the work then.
 */
final class EdgeClasses {

  private static final Path ARCHIVE = make();

  private EdgeClasses() {}

  static String option() {
    return "-XX:SharedArchiveFile=" + ARCHIVE;
  }

  /** An edge leaves them behind that ends when its beans are there. */
  private static Path make() {
    try {
      Path folder = Files.createTempDirectory("edge-classes");
      Path archive = folder.resolve("edge.jsa");
      Path output = folder.resolve("output.txt");
      int failed = run(archive, output);
      if (failed != 0 || Files.notExists(archive)) {
        throw new IllegalStateException("no archive of classes:\n" + Files.readString(output));
      }
      folder.toFile().deleteOnExit();
      output.toFile().deleteOnExit();
      archive.toFile().deleteOnExit();
      return archive;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static int run(Path archive, Path output) throws IOException, InterruptedException {
    List<String> command =
        EdgeLaunch.java(
            List.of("-XX:ArchiveClassesAtExit=" + archive, "-Dspring.context.exit=onRefresh"));
    command.add("--server.port=0");
    command.add("--management.server.port=0");
    command.add("--spring.config.additional-location=file:" + config());
    command.add("--spring.data.redis.url=redis://localhost:1");
    command.add("--spring.r2dbc.url=r2dbc:postgresql://localhost:1/none");
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(output.toFile())
        .start()
        .waitFor();
  }

  private static String config() {
    return RunningEdge.CONFIG.toAbsolutePath() + "/";
  }
}
