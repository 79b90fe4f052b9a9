package dev.paykore.gateway.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/**
 * Gathers the lines of a run and, after one in full length, puts them into {@code
 * docs/reliability.md}: each takes the place of the line of the same fault, all others stay and
 * keep their day.
 */
public final class FaultReport implements LauncherSessionListener {

  static final Path DOCUMENT = Path.of("..", "docs", "reliability.md");

  private static final String BEGIN = "<!-- rows -->\n";
  private static final String END = "<!-- end of rows -->";
  private static final String HEAD =
      "| row | fault | promised | seen | on |\n|---|---|---|---|---|\n";

  private static final SortedSet<FaultRow> SEEN = new ConcurrentSkipListSet<>();

  static void add(FaultRow row) {
    SEEN.add(row);
  }

  @Override
  public void launcherSessionClosed(LauncherSession session) {
    if (FaultRun.isFull() && !SEEN.isEmpty()) {
      write(withRows(read(), SEEN));
    }
  }

  /** The document with these lines among those that it has. */
  static String withRows(String document, SortedSet<FaultRow> seen) {
    SortedSet<FaultRow> rows = new TreeSet<>(seen);
    rows.addAll(rows(document));
    return document.substring(0, document.indexOf(BEGIN) + BEGIN.length())
        + HEAD
        + rows.stream().map(FaultRow::toMarkdown).collect(Collectors.joining("\n"))
        + "\n"
        + document.substring(document.indexOf(END));
  }

  /** The lines that a document has. */
  static List<FaultRow> rows(String document) {
    return document
        .substring(document.indexOf(BEGIN) + BEGIN.length(), document.indexOf(END))
        .lines()
        .skip(HEAD.lines().count())
        .filter(Predicate.not(String::isBlank))
        .map(FaultRow::parse)
        .toList();
  }

  static String read() {
    try {
      return Files.readString(DOCUMENT);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void write(String document) {
    try {
      Files.writeString(DOCUMENT, document);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
