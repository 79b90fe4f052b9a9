package dev.paykore.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TableTests {

  @Test
  void columnsAreAsWideAsTheirWidestCell() {
    assertThat(new Table("peer", "a second").row("nginx-lua", "9"))
        .hasToString(
            """
            | peer      | a second |
            |-----------|----------|
            | nginx-lua | 9        |
            """);
  }
}
