package dev.paykore.bench.growth;

import dev.paykore.bench.report.Surroundings;
import dev.paykore.bench.report.Table;
import java.util.List;

/** The report of a run in Markdown: a table for what grows, and with what it was measured. */
public final class GrowthReport {

  private final List<List<Cost>> growths;
  private final String jvm;
  private final String stores;

  GrowthReport(List<List<Cost>> growths, String jvm, String stores) {
    this.growths = List.copyOf(growths);
    this.jvm = jvm;
    this.stores = stores;
  }

  public String text(Surroundings surroundings) {
    StringBuilder text = new StringBuilder();
    text.append("# Growth of %s%n%n".formatted(surroundings.date()));
    text.append("- commit %s, `%s`%n".formatted(surroundings.commit(), surroundings.command()));
    text.append("- %s%n".formatted(surroundings.machine()));
    text.append("- %s, %s%n".formatted(surroundings.software(), stores));
    text.append("- each JVM: `%s`%n".formatted(jvm));
    growths.forEach(costs -> text.append('\n').append(table(costs)));
    return text.toString();
  }

  private static Table table(List<Cost> costs) {
    Table table =
        new Table(
            costs.getFirst().what(),
            "a second",
            "÷ the first",
            "p99 ms",
            "edge µs a request",
            "Redis µs",
            "Redis commands run",
            "Postgres transactions",
            "RSS MiB",
            "wrong");
    costs.forEach(cost -> addTo(table, cost, costs.getFirst()));
    return table;
  }

  private static void addTo(Table table, Cost cost, Cost first) {
    table.row(
        "%,d".formatted(cost.size()),
        "%,.0f".formatted(cost.perSecond()),
        "%.2f".formatted(cost.perSecond() / first.perSecond()),
        "%.2f".formatted(cost.p99Millis()),
        "%.0f".formatted(cost.edgeMicros()),
        "%.1f".formatted(cost.redisMicros()),
        "%.3f".formatted(cost.redisCommands()),
        "%.4f".formatted(cost.postgresReads()),
        "%,d".formatted(cost.residentMebibytes()),
        Long.toString(cost.wrong()));
  }
}
