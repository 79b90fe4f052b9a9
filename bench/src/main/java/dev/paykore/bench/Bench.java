package dev.paykore.bench;

import dev.paykore.bench.comparison.Comparison;
import dev.paykore.bench.figures.Results;
import dev.paykore.bench.plan.Options;
import dev.paykore.bench.process.Running;
import dev.paykore.bench.report.Report;
import dev.paykore.bench.report.ResultsFile;
import dev.paykore.bench.report.Surroundings;
import java.nio.file.Path;
import java.util.List;

/** Compares the edge with its peers and writes down what was seen. */
public final class Bench {

  private static final int USAGE = 2;

  private Bench() {}

  /** Takes the options of {@link Options}; the property {@code bench.project} names the folder. */
  public static void main(String[] arguments) {
    Path project = Path.of(System.getProperty("bench.project", ".")).toAbsolutePath().normalize();
    try (Running running = endWithThisProcess()) {
      Options options = Options.parse(arguments);
      Results results = new Comparison(options, project, running).run();
      String report =
          new Report(options, results).text(Surroundings.of(project, List.of(arguments)));
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

  private static Running endWithThisProcess() {
    Running running = new Running();
    Runtime.getRuntime().addShutdownHook(new Thread(running::close, "end"));
    return running;
  }
}
