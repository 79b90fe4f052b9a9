package dev.paykore.bench.report;

import dev.paykore.bench.figures.BucketSize;
import dev.paykore.bench.figures.Measured;
import dev.paykore.bench.figures.RedisCost;
import dev.paykore.bench.figures.Results;
import dev.paykore.bench.peer.Peer;
import dev.paykore.bench.plan.Options;
import dev.paykore.bench.plan.Pace;
import dev.paykore.bench.plan.Scenario;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The report of a run, in Markdown: what was measured with what, the ratios, the bars. */
public final class Report {

  private static final String NONE = "";

  private final Options options;
  private final Results results;

  public Report(Options options, Results results) {
    this.options = options;
    this.results = results;
  }

  public String text(Surroundings surroundings) {
    return String.join(
        "\n",
        head(surroundings),
        ratios().toString(),
        "Requests at half of the edge's saturation, open loop:\n",
        sameRate().toString(),
        "What a request costs Redis:\n",
        redis().toString(),
        "The bars:\n",
        Bars.of(results).toString(),
        doubts());
  }

  private String head(Surroundings surroundings) {
    Pace pace = options.pace();
    return """
        # Comparison of %s

        - commit %s, `%s`
        - %s
        - %s, %s
        - each JVM: `%s`
        - medians of %d rounds of %d s, interleaved; warm means: the medians of %d windows of %d s and of as many before within %.0f %%; %,d keys
        """
        .formatted(
            surroundings.date(),
            surroundings.commit(),
            surroundings.command(),
            surroundings.machine(),
            surroundings.software(),
            results.storeVersions(),
            String.join(" ", options.jvmOptions()),
            pace.rounds(),
            pace.round().toSeconds(),
            Pace.STEADY_WINDOWS,
            pace.window().toSeconds(),
            Pace.STEADY_WITHIN * 100,
            options.keys());
  }

  private Table ratios() {
    Table table =
        new Table(
            "scenario",
            "peer",
            "edge ÷ peer",
            "÷ own hot key",
            "a second",
            "spread",
            "p50 ms",
            "p99 ms",
            "RSS MiB");
    for (Scenario scenario : Scenario.values()) {
      results
          .measured(scenario)
          .forEach((peer, measured) -> addRatios(table, scenario, peer, measured));
    }
    return table;
  }

  private void addRatios(Table table, Scenario scenario, Peer peer, Measured measured) {
    table.row(
        scenario.words(),
        peer.wireName(),
        ratio(results.measured(scenario, Peer.EDGE), measured),
        ratio(measured, results.measured(Scenario.HOT, peer)),
        "%,.0f".formatted(measured.perSecond()),
        "%.0f %%".formatted(measured.spread() * 100),
        "%.2f".formatted(measured.p50Millis()),
        "%.2f".formatted(measured.p99Millis()),
        Long.toString(measured.residentMebibytes()));
  }

  private Table sameRate() {
    Table table = new Table("peer", "a second", "p50 ms", "p99 ms", "spread of p99");
    results
        .sameRate()
        .forEach(
            (peer, measured) ->
                table.row(
                    peer.wireName(),
                    "%,.0f".formatted(measured.perSecond()),
                    "%.2f".formatted(measured.p50Millis()),
                    "%.2f".formatted(measured.p99Millis()),
                    "%.0f %%".formatted(measured.p99Spread() * 100)));
    return table;
  }

  private Table redis() {
    Map<Peer, Long> bytes =
        results.buckets().stream().collect(Collectors.toMap(BucketSize::peer, BucketSize::bytes));
    Table table = new Table("scenario", "peer", "commands sent", "commands run", "bytes a bucket");
    for (RedisCost commands : results.commands()) {
      table.row(
          commands.scenario().words(),
          commands.peer().wireName(),
          "%.3f".formatted(commands.sent()),
          "%.3f".formatted(commands.run()),
          Long.toString(bytes.getOrDefault(commands.peer(), 0L)));
    }
    return table;
  }

  private String doubts() {
    return results.doubts().stream()
        .map(doubt -> "- " + doubt + "\n")
        .collect(Collectors.joining())
        .transform(list -> list.isEmpty() ? NONE : "To be doubted:\n\n" + list);
  }

  private static String ratio(@Nullable Measured over, @Nullable Measured under) {
    return over == null || under == null
        ? NONE
        : "%.2f".formatted(over.perSecond() / under.perSecond());
  }
}
