package dev.paykore.gateway.faults.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.paykore.gateway.faults.FaultRow;
import dev.paykore.gateway.faults.FaultRun;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The public conformance test for HTTP/2 servers, in a full run on a machine that has it. */
class H2specTests {

  private static final Pattern TOTAL =
      Pattern.compile("(\\d+) tests, (\\d+) passed, (\\d+) skipped, (\\d+) failed");

  @Test
  void h2specFindsNothingInStreamStatesAndRequestFields() throws Exception {
    assumeThat(FaultRun.isFull()).isTrue();
    assumeThat(isInstalled()).isTrue();
    try (TlsEdge edge = TlsEdge.start()) {
      String report = run(edge.port());
      System.out.println(report);
      Matcher total = TOTAL.matcher(report);
      assertThat(total.find()).as(report).isTrue();
      FaultRow.of("S2", "h2spec, all of it")
          .promised("no failure in stream states (5.1) and request fields (8.1.2)")
          .seen("%s", total.group());
    }
  }

  private static boolean isInstalled() {
    return List.of(System.getenv("PATH").split(":", -1)).stream()
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, "h2spec")));
  }

  private static String run(int port) throws IOException, InterruptedException {
    Process h2spec =
        new ProcessBuilder(
                "h2spec", "--tls", "--insecure", "--port", Integer.toString(port), "--timeout", "5")
            .redirectErrorStream(true)
            .start();
    String report = new String(h2spec.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    h2spec.waitFor();
    return report;
  }
}
