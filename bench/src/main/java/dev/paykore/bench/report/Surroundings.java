package dev.paykore.bench.report;

import dev.paykore.bench.process.Command;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Where and with what was measured.
 *
 * @param date the day, in UTC
 * @param commit what was measured, with {@code +} if the files were changed since
 * @param command as it was given
 * @param machine cores, memory and model
 * @param software versions of what takes part
 */
public record Surroundings(
    LocalDate date, String commit, String command, String machine, String software) {

  private static final Pattern LIBRARY =
      Pattern.compile(
          "BOOT-INF/lib/((spring-boot|spring-cloud-gateway-server-webflux|reactor-netty-http"
              + "|netty-common|lettuce-core)-[0-9].*)\\.jar");
  private static final long KIBIBYTES_PER_GIBIBYTE = 1024 * 1024;

  /** Of a run of {@code bench/run} with these words after it. */
  public static Surroundings of(Path project, String... arguments) {
    return new Surroundings(
        LocalDate.now(ZoneOffset.UTC),
        commitOf(project),
        "bench/run " + String.join(" ", arguments),
        machineInUse(),
        softwareOf(project));
  }

  private static String commitOf(Path project) {
    String folder = project.toString();
    String commit = Command.output("git", "-C", folder, "rev-parse", "--short", "HEAD").strip();
    boolean changed = !Command.output("git", "-C", folder, "status", "--porcelain").isBlank();
    return changed ? commit + "+" : commit;
  }

  private static String machineInUse() {
    long kibibytes = Long.parseLong(field("/proc/meminfo", "MemTotal").replaceAll("[^0-9]", ""));
    return "%d cores of %s, %d GiB, Linux %s"
        .formatted(
            Runtime.getRuntime().availableProcessors(),
            field("/proc/cpuinfo", "model name"),
            Math.ceilDiv(kibibytes, KIBIBYTES_PER_GIBIBYTE),
            System.getProperty("os.version"));
  }

  private static String softwareOf(Path project) {
    return "JDK %s, %s, %s, %s"
        .formatted(
            Runtime.version(),
            libraries(project.resolve("gateway/target/gateway.jar")),
            Command.output("nginx", "-v").replace("nginx version: ", "").strip(),
            firstLine(Command.output("wrk", "-v")).replaceAll(" Copyright.*", ""));
  }

  private static String libraries(Path jar) {
    try (JarFile file = new JarFile(jar.toFile())) {
      return file.stream()
          .map(entry -> LIBRARY.matcher(entry.getName()))
          .filter(java.util.regex.Matcher::matches)
          .map(name -> name.group(1))
          .sorted()
          .collect(Collectors.joining(", "));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The first value of a field in a file of Linux, or 0 elsewhere. */
  private static String field(String file, String name) {
    try {
      List<String> lines = Files.readAllLines(Path.of(file));
      return lines.stream()
          .filter(line -> line.startsWith(name))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse("0");
    } catch (IOException anotherSystem) {
      return "0";
    }
  }

  private static String firstLine(String text) {
    return text.lines().findFirst().orElse("?");
  }
}
