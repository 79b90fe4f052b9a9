package dev.paykore.console;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A command of the console as it is typed, in a process of its own, and how it ended.
 *
 * @param status of the process
 * @param output all that it wrote, errors included
 */
record Command(int status, String output) {

  private static final String SHORT_LIVED = "-XX:TieredStopAtLevel=1";

  /** Runs a command to its end, with one line on its standard input. */
  static Command run(Map<String, String> environment, String input, List<String> arguments)
      throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(java(), "-Xmx256m", SHORT_LIVED, "-cp", classPath());
    builder.command().add(ConsoleApplication.class.getName());
    builder.command().addAll(arguments);
    builder.environment().putAll(environment);
    Process process = builder.redirectErrorStream(true).start();
    try (var stdin = process.getOutputStream()) {
      stdin.write((input + "\n").getBytes(StandardCharsets.UTF_8));
    } catch (IOException endedBeforeItRead) {
      // A wrong command line is refused without asking for anything.
    }
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Command(process.waitFor(), output);
  }

  private static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  private static String classPath() {
    return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
  }
}
