package dev.paykore.gateway.faults.http1;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.paykore.gateway.faults.FaultRow;
import dev.paykore.gateway.faults.FaultRun;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The public test of slow clients, in a full run on a machine that has it. */
@ExtendWith(HostileEdgeExtension.class)
class SlowhttptestTests {

  private static final Pattern EXIT = Pattern.compile("Exit status: (.*)");
  private static final Pattern COLOUR = Pattern.compile("\\e\\[[0-9;]*[A-Za-z]");
  private static final String RANGES = "/ranges";

  /** Of one key at the same time. */
  private static final int MOST_SLOW = 64;

  /** From the request to the end, with the 2 s of the edge; the tool stays longer. */
  private static final long LATEST_MILLIS = 7_000;

  private final HostileEdge edge;

  SlowhttptestTests(HostileEdge edge) {
    this.edge = edge;
  }

  @BeforeEach
  void isForThisRunAndMachine() {
    assumeThat(FaultRun.isFull()).isTrue();
    assumeThat(isInstalled()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"L1, -H, slow heads, -i 1", "L2, -B, slow bodies, -i 10"})
  void aThousandClientsWithoutAKeyDisturbNobody(
      String row, String mode, String name, String options) throws Exception {
    try (GoodClient good = new GoodClient(edge)) {
      String report = run(mode, "/a", options.split(" ", -1));
      good.close();
      FaultRow.of(row, "slowhttptest %s, 1,000 connections: %s".formatted(mode, name))
          .promised("the service stays available; a good client 200 within 5 s")
          .seen("available throughout; %s; %s", exitOf(report), seenBy(good));
    }
  }

  @Test
  void slowReadersOfALargeAnswerAreCutOff() throws Exception {
    try (GoodClient good = new GoodClient(edge)) {
      String[] options = {"-l", "30", "-n", "1", "-z", "1", "-j", cookieAndKey()};
      run("-X", StrictEcho.LARGE, options);
      good.close();
      List<Long> lives = livesOfCutAnswers();
      assertThat(lives).hasSizeGreaterThan(MOST_SLOW).allMatch(life -> life < LATEST_MILLIS);
      assertThat(linesOf(StrictEcho.LARGE))
          .allMatch(line -> isCut(line) || !"200".equals(line.get("status")));
      FaultRow.of("L3", "slowhttptest -X, 1,000 connections with a key: slow readers of 64 MB")
          .promised(
              "cut off after 2 s without a byte (as configured here), or earlier or 503 beyond the"
                  + " %d of one key; a good client 200 within 5 s".formatted(MOST_SLOW))
          .seen(
              "%,d cut off, the last after %,d ms, none answered whole; %s",
              lives.size(), lives.stream().max(Long::compare).orElseThrow(), seenBy(good));
    }
  }

  @Test
  void manyOverlappingRangesArePassedOnAndDisturbNobody() throws Exception {
    try (GoodClient good = new GoodClient(edge)) {
      String[] options = {"-i", "10", "-t", "GET", "-b", "500", "-j", cookieAndKey()};
      String report = run("-R", RANGES, options);
      good.close();
      long arrived = edge.echo.arrived().values().stream().filter(this::hasRanges).count();
      assertThat(arrived).isGreaterThan(500);
      assertThat(edge.echo.violations()).isEmpty();
      FaultRow.of("L3", "slowhttptest -R, 1,000 connections with a key: many overlapping ranges")
          .promised(
              "passed on as they are; the service stays available; a good client 200 within 5 s")
          .seen(
              "%,d arrived with their ranges; available throughout; %s; %s",
              arrived, exitOf(report), seenBy(good));
    }
  }

  private static String seenBy(GoodClient good) {
    return "good: %,d requests, longest %,d ms".formatted(good.answered(), good.longestMillis());
  }

  private static String exitOf(String report) {
    assertThat(report).contains("service available").doesNotContain("NO");
    Matcher exit = EXIT.matcher(report);
    assertThat(exit.find()).as(report).isTrue();
    return exit.group(1).strip();
  }

  private boolean hasRanges(StrictRequest request) {
    return request.target().equals(RANGES)
        && request.all("Range").stream().anyMatch(ranges -> ranges.startsWith("bytes=0-,5-0,"));
  }

  private List<Map<String, String>> linesOf(String path) {
    return edge.counted.withFields("path", path);
  }

  private static boolean isCut(Map<String, String> line) {
    return "true".equals(line.get("cut"));
  }

  private List<Long> livesOfCutAnswers() {
    return linesOf(StrictEcho.LARGE).stream()
        .filter(SlowhttptestTests::isCut)
        .map(line -> Long.valueOf(line.getOrDefault("duration_ms", "")))
        .toList();
  }

  /** The tool has no option for a header: a cookie takes what comes behind a line's end as well. */
  private String cookieAndKey() {
    return "a=b\r\nX-API-Key: " + edge.anotherKey();
  }

  private static boolean isInstalled() {
    return List.of(System.getenv("PATH").split(":", -1)).stream()
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, "slowhttptest")));
  }

  private String run(String mode, String path, String... options)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("slowhttptest", mode, "-c", "1000"));
    command.addAll(List.of("-r", "200", "-l", "20", "-p", "5", "-v", "1"));
    command.addAll(List.of(options));
    command.addAll(List.of("-u", "http://127.0.0.1:" + edge.port() + path));
    Process test = new ProcessBuilder(command).redirectErrorStream(true).start();
    String report = new String(test.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    test.waitFor();
    return COLOUR.matcher(report).replaceAll("");
  }
}
