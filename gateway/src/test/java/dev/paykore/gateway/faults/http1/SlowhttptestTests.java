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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The public test of slow clients, in a full run on a machine that has it. */
@ExtendWith(HostileEdgeExtension.class)
class SlowhttptestTests {

  private static final Pattern EXIT = Pattern.compile("Exit status: (.*)");
  private static final Pattern COLOUR = Pattern.compile("\\e\\[[0-9;]*[A-Za-z]");

  @ParameterizedTest
  @CsvSource({
    "L1, -H, slow heads, -i 1",
    "L2, -B, slow bodies, -i 10",
    "L3, -X, slow readers, -k 10 -n 1 -z 1",
    "L3, -R, many overlapping ranges, -i 10"
  })
  void aThousandClientsDisturbNobody(
      String row, String mode, String name, String options, HostileEdge edge) throws Exception {
    assumeThat(FaultRun.isFull()).isTrue();
    assumeThat(isInstalled()).isTrue();
    try (GoodClient good = new GoodClient(edge)) {
      String report = run(edge, mode, options);
      good.close();
      assertThat(report).contains("service available").doesNotContain("NO");
      Matcher exit = EXIT.matcher(report);
      assertThat(exit.find()).as(report).isTrue();
      FaultRow.of(row, "slowhttptest %s, 1,000 connections: %s".formatted(mode, name))
          .promised("the service stays available; a good client 200 within 5 s")
          .seen(
              "available throughout; %s; good: %,d requests, longest %,d ms",
              exit.group(1).strip(), good.answered(), good.longestMillis());
    }
  }

  private static boolean isInstalled() {
    return List.of(System.getenv("PATH").split(":", -1)).stream()
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, "slowhttptest")));
  }

  private static String run(HostileEdge edge, String mode, String options)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("slowhttptest", mode, "-c", "1000"));
    command.addAll(List.of("-r", "200", "-l", "20", "-p", "5", "-v", "1"));
    command.addAll(List.of(options.split(" ", -1)));
    command.addAll(List.of("-u", "http://127.0.0.1:" + edge.port() + "/a"));
    Process test = new ProcessBuilder(command).redirectErrorStream(true).start();
    String report = new String(test.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    test.waitFor();
    return COLOUR.matcher(report).replaceAll("");
  }
}
