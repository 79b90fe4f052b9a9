package dev.paykore.bench.growth;

import dev.paykore.bench.load.Wrk;
import dev.paykore.bench.peer.Downstream;
import dev.paykore.bench.peer.Site;
import dev.paykore.bench.plan.Options;
import dev.paykore.bench.process.Running;
import dev.paykore.bench.report.ResultsFile;
import dev.paykore.bench.report.Surroundings;
import dev.paykore.bench.stores.Stores;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Measures how the cost of a request grows with keys, routes, edges and idle connections, and
 * writes down what was seen.
 */
public final class Growth {

  private static final int USAGE = 2;

  private final Options options;
  private final Path project;
  private final Running running;

  private Growth(Options options, Path project, Running running) {
    this.options = options;
    this.project = project;
    this.running = running;
  }

  /** Takes the options of {@link Options} that are not about peers and scenarios. */
  public static void main(String[] arguments) {
    Path project = Path.of(System.getProperty("bench.project", ".")).toAbsolutePath().normalize();
    Running running = new Running();
    Runtime.getRuntime().addShutdownHook(new Thread(running::close, "end"));
    try (running) {
      Options options = Options.parse(arguments);
      String report = new Growth(options, project, running).report(arguments);
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

  private String report(String... arguments) {
    Stores stores = running.start(() -> Stores.start(options.keys()));
    Downstream downstream = running.start(Downstream::start);
    Site site = new Site(project, downstream, stores, options.jvmOptions());
    Wrk wrk = running.start(Wrk::new);
    CostMeter meter = new CostMeter(stores, options.pace().rounds());
    Surrounding around = new Surrounding(site, running, meter, wrk);
    HotKeyLoad hot =
        running.start(() -> new HotKeyLoad(around.hotKey(), wrk, options.pace().round()));
    List<List<Cost>> growths =
        List.of(
            new IdleGrowth(around, hot).measure(),
            new RouteGrowth(around, hot).measure(),
            new InstanceGrowth(around, hot).measure(),
            new KeyGrowth(around, options.pace().round()).measure());
    String jvm = String.join(" ", options.jvmOptions());
    return new GrowthReport(growths, jvm, stores.versions())
        .text(Surroundings.of(project, words(arguments)));
  }

  private static List<String> words(String... arguments) {
    return Stream.concat(Stream.of("growth"), Stream.of(arguments)).toList();
  }
}
