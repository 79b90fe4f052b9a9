package dev.paykore.bench.growth;

import dev.paykore.bench.load.Wrk;
import dev.paykore.bench.peer.Downstream;
import dev.paykore.bench.peer.Site;
import dev.paykore.bench.plan.Options;
import dev.paykore.bench.process.Running;
import dev.paykore.bench.stores.Stores;
import java.nio.file.Path;
import java.util.List;

/** Measures how the cost of a request grows with keys, routes, edges and idle connections. */
public final class Growth {

  private final Options options;
  private final Path project;
  private final Running running;

  public Growth(Options options, Path project, Running running) {
    this.options = options;
    this.project = project;
    this.running = running;
  }

  /** Measures one after the other. */
  public GrowthReport run() {
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
    return new GrowthReport(growths, jvm, stores.versions());
  }
}
