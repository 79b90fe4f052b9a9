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
  private static final FaultRow KILLED = new FaultRow("R1", "killed", "200 | 503", "all 200");
  private static final FaultRow HUNG = new FaultRow("R2", "hung", "50 ms", "48 ms");
  private static final FaultRow LATE = new FaultRow("U5", "never answers", "504", "504");
  private static final String EMPTY = "Before\n<!-- rows -->\n<!-- end of rows -->\nAfter\n";

  @Test
  void linesAreInTheOrderOfTheirNumbersWhateverTheOrderOfTheTests() {
    String document = FaultReport.withRows(EMPTY, new TreeSet<>(List.of(LATE, HUNG, KILLED)));

    assertThat(FaultReport.rows(document)).containsExactly(KILLED, HUNG, LATE);
  }

  @Test
  void aNewLineReplacesTheOneOfTheSameFaultAndLeavesTheOthers() {
    String before = FaultReport.withRows(EMPTY, new TreeSet<>(List.of(KILLED, HUNG)));
    FaultRow again = new FaultRow("R1", "killed", "200", "all 200, twice");

    String after = FaultReport.withRows(before, new TreeSet<>(List.of(again)));

    assertThat(FaultReport.rows(after)).containsExactly(again, HUNG);
  }

  @Test
  void whatStandsAroundTheTableStays() {
    String document = FaultReport.withRows(EMPTY, new TreeSet<>(List.of(KILLED)));

    assertThat(document).startsWith("Before\n").endsWith("<!-- end of rows -->\nAfter\n");
  }

  @Test
  void aRowIsOneOfThoseThereAre() {
    assertThatThrownBy(() -> new FaultRow("R21", "", "", ""))
        .hasMessageStartingWith("id: 'R21' (expected: one of [R1, R2, ");
  }

  @Test
  void everyRowWasSeenOrSaysWhyItDoesNotRun() {
    Stream<String> told =
        FIRST_CELL.matcher(FaultReport.read()).results().map(cell -> cell.group(1)).distinct();

    assertThat(told).containsExactlyInAnyOrderElementsOf(FaultRow.IDS);
  }
}
