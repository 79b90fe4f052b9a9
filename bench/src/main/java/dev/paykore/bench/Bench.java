package dev.paykore.bench;

import dev.paykore.bench.comparison.Comparison;
import dev.paykore.bench.growth.Growth;
import dev.paykore.bench.plan.Options;
import dev.paykore.bench.process.Running;
import dev.paykore.bench.report.Report;
import dev.paykore.bench.report.ResultsFile;
import dev.paykore.bench.report.Surroundings;
import java.nio.file.Path;
import java.util.Arrays;

/** Compares the edge with its peers, or shows how its cost grows, and writes down what was seen. */
public final class Bench {

  private static final String GROWTH = "growth";
  private static final int USAGE = 2;

  private Bench() {}

  /**
   * Takes {@code growth} or nothing, and then the options of {@link Options}; the property {@code
   * bench.project} names the folder.
   */
  public static void main(String[] arguments) {
    Path project = Path.of(System.getProperty("bench.project", ".")).toAbsolutePath().normalize();
    try (Running running = endWithThisProcess()) {
      boolean grows = arguments.length > 0 && arguments[0].equals(GROWTH);
      Options options =
          Options.parse(Arrays.copyOfRange(arguments, grows ? 1 : 0, arguments.length));
      Surroundings surroundings = Surroundings.of(project, arguments);
      String report =
          grows
              ? new Growth(options, project, running).run().text(surroundings)
              : compare(options, project, running).text(surroundings);
      System.out.println(report);
      System.err.println("bench: written to " + ResultsFile.write(project, options, report));
    } catch (IllegalArgumentException wrongOption) {
      System.err.println("bench: " + wrongOption.getMessage() + "\n" + Options.USAGE);
      System.exit(USAGE);
    } catch (IllegalStateException failed) {
      System.err.println("bench: " + failed.getMessage());
      System.exit(1);
    }
    // Threads of libraries would keep the process.
    System.exit(0);
  }

  private static Report compare(Options options, Path project, Running running) {
    return new Report(options, new Comparison(options, project, running).run());
  }

  private static Running endWithThisProcess() {
    Running running = new Running();
    Runtime.getRuntime().addShutdownHook(new Thread(running::close, "end"));
    return running;
  }
}
