package dev.paykore.gateway.testing;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The classes of an edge as the JVM keeps them, loaded and linked (JEP 514): an edge that is a
 * process of its own starts with little more than half the work then.
 */
final class EdgeClasses {

  private EdgeClasses() {}

  /** What makes the JVM use them; nothing while another test process makes the file. */
  static List<String> options() {
    String classPath = EdgeClassPath.get();
    String name = "%x-%s.aot".formatted(classPath.hashCode(), Runtime.version());
    Stream<Path> jars = Stream.of(classPath.split(File.pathSeparator, -1)).map(Path::of);
    return MadeOnce.fileUnlessAnotherMakesIt(name, jars, EdgeClasses::make).stream()
        .map(cache -> "-XX:AOTCache=" + cache)
        .toList();
  }

  /** An edge leaves them behind that ends when its beans are there. */
  private static void make(Path cache) throws IOException {
    Path output = Files.createTempFile("edge-classes", ".txt");
    output.toFile().deleteOnExit();
    int failed = run(cache, output);
    if (failed != 0 || Files.notExists(cache)) {
      throw new IllegalStateException("no cache of classes:\n" + Files.readString(output));
    }
  }

  private static int run(Path cache, Path output) throws IOException {
    List<String> command =
        EdgeLaunch.java(List.of("-XX:AOTCacheOutput=" + cache, "-Dspring.context.exit=onRefresh"));
    command.add("--server.port=0");
    command.add("--management.server.port=0");
    command.add("--spring.config.additional-location=file:" + config());
    command.add("--spring.data.redis.url=redis://localhost:1");
    command.add("--spring.r2dbc.url=r2dbc:postgresql://localhost:1/none");
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(output.toFile())
        .start()
        .onExit()
        .join()
        .exitValue();
  }

  private static String config() {
    return RunningEdge.CONFIG.toAbsolutePath() + "/";
  }
}
