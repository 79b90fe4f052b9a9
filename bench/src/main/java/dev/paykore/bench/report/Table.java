package dev.paykore.bench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A table in Markdown that can be read as it is: its columns are aligned. */
public final class Table {

  private final List<List<String>> rows = new ArrayList<>();
  private final int columns;

  /** A table with the names of its columns. */
  public Table(String... names) {
    this.columns = names.length;
    rows.add(List.of(names));
  }

  /** Adds a row. */
  public Table row(String... cells) {
    if (cells.length != columns) {
      throw new IllegalArgumentException(
          "cells: %d (expected: %d)".formatted(cells.length, columns));
    }
    rows.add(List.of(cells));
    return this;
  }

  @Override
  public String toString() {
    List<String> lines = new ArrayList<>(rows.stream().map(this::line).toList());
    lines.add(
        1,
        IntStream.range(0, columns)
            .mapToObj(column -> "-".repeat(width(column) + 2))
            .collect(Collectors.joining("|", "|", "|")));
    return String.join("\n", lines) + "\n";
  }

  private String line(List<String> row) {
    return IntStream.range(0, columns)
        .mapToObj(column -> row.get(column) + " ".repeat(width(column) - row.get(column).length()))
        .collect(Collectors.joining(" | ", "| ", " |"));
  }

  private int width(int column) {
    return rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
  }
}
