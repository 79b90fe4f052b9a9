package dev.paykore.gateway.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FaultReportTests {

  private static final Pattern FIRST_CELL = Pattern.compile("(?m)^\\| ([A-Z][0-9]+) \\|");
  private static final String DAY = "2026-01-31";
  private static final String DAY_AFTER = "2026-02-01";
  private static final FaultRow KILLED = new FaultRow("R1", "killed", "200 | 503", "all 200", DAY);
  private static final FaultRow HUNG = new FaultRow("R2", "hung", "50 ms", "48 ms", DAY);
  private static final FaultRow LATE = new FaultRow("U5", "never answers", "504", "504", DAY);
  private static final String EMPTY = "Before\n<!-- rows -->\n<!-- end of rows -->\nAfter\n";

  @Test
  void linesAreInTheOrderOfTheirNumbersWhateverTheOrderOfTheTests() {
    String document = FaultReport.withRows(EMPTY, new TreeSet<>(List.of(LATE, HUNG, KILLED)));

    assertThat(FaultReport.rows(document)).containsExactly(KILLED, HUNG, LATE);
  }

  @Test
  void aNewLineReplacesTheOneOfTheSameFaultAndLeavesTheOthersWithTheirDay() {
    String before = FaultReport.withRows(EMPTY, new TreeSet<>(List.of(KILLED, HUNG)));
    FaultRow again = new FaultRow("R1", "killed", "200", "all 200, twice", DAY_AFTER);

    String after = FaultReport.withRows(before, new TreeSet<>(List.of(again)));

    assertThat(FaultReport.rows(after)).containsExactly(again, HUNG);
    assertThat(after).contains("| all 200, twice | " + DAY_AFTER, "| 48 ms | " + DAY);
  }

  @Test
  void whatStandsAroundTheTableStays() {
    String document = FaultReport.withRows(EMPTY, new TreeSet<>(List.of(KILLED)));

    assertThat(document).startsWith("Before\n").endsWith("<!-- end of rows -->\nAfter\n");
  }

  @Test
  void aRowIsOneOfThoseThereAre() {
    assertThatThrownBy(() -> new FaultRow("R21", "", "", "", DAY))
        .hasMessageStartingWith("id: 'R21' (expected: one of [R1, R2, ");
  }

  @Test
  void everyRowWasSeenOrSaysWhyItDoesNotRun() {
    Stream<String> told =
        FIRST_CELL.matcher(FaultReport.read()).results().map(cell -> cell.group(1)).distinct();

    assertThat(told).containsExactlyInAnyOrderElementsOf(FaultRow.IDS);
  }
}
