package dev.paykore.gateway.faults;

import static java.time.ZoneOffset.UTC;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;

/**
 * One line of the table in {@code docs/reliability.md}: a fault, what the edge promises then, what
 * was seen, and when.
 *
 * <pre>
 * FaultRow.of("R1", "Redis killed")
 *     .promised("remembered keys 200, each process its own bucket, at most 300 ms")
 *     .seen("%d requests, all 200, the longest %d ms", 2_000, 61);
 * </pre>
 *
 * @param id letter and number of the row; several lines may share one
 * @param fault what was broken, and how
 * @param promise status, code, headers and deadline
 * @param observation with the figures of its run
 * @param day of that run, by which a line is told that no later run has seen
 */
public record FaultRow(String id, String fault, String promise, String observation, String day)
    implements Comparable<FaultRow> {

  /** All there are, in the order of the table. */
  static final List<String> IDS = Component.ids().toList();

  private static final Comparator<FaultRow> ORDER =
      Comparator.comparingInt((FaultRow row) -> IDS.indexOf(row.id)).thenComparing(FaultRow::fault);

  public FaultRow {
    if (!IDS.contains(id)) {
      throw new IllegalArgumentException("id: '%s' (expected: one of %s)".formatted(id, IDS));
    }
  }

  /** The beginning of a line: which fault. */
  public static Promise of(String id, String fault) {
    return promise ->
        (format, figures) ->
            FaultReport.add(
                new FaultRow(
                    id, fault, promise, format.formatted(figures), LocalDate.now(UTC).toString()));
  }

  /** Says what the edge promises. */
  @FunctionalInterface
  public interface Promise {
    Observation promised(String promise);
  }

  /** Says what was seen, once all of it has been asserted, and hands the line in. */
  @FunctionalInterface
  public interface Observation {
    void seen(String format, Object... figures);
  }

  @Override
  public int compareTo(FaultRow other) {
    return ORDER.compare(this, other);
  }

  /** The line as Markdown. */
  String toMarkdown() {
    return "| %s | %s | %s | %s | %s |"
        .formatted(id, cell(fault), cell(promise), cell(observation), day);
  }

  /** Reads a line of {@link #toMarkdown()}. */
  static FaultRow parse(String line) {
    String[] cells = line.split("(?<!\\\\)\\|", -1);
    return new FaultRow(
        text(cells[1]), text(cells[2]), text(cells[3]), text(cells[4]), text(cells[5]));
  }

  private static String cell(String text) {
    return text.replaceAll("\\s+", " ").replace("|", "\\|");
  }

  private static String text(String cell) {
    return cell.strip().replace("\\|", "|");
  }
}
