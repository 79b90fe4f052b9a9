package dev.paykore.gateway.faults.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.paykore.gateway.faults.FaultRow;
import dev.paykore.gateway.faults.FaultRun;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * The public conformance test for HTTP/2 servers, in a full run on a machine that has it. Without
 * it, {@link Http2MalformedTests} and {@link Http2RequestTests} send what it would of stream states
 * and request fields.
 */
class H2specTests {

  private static final Pattern TOTAL =
      Pattern.compile("(\\d+) tests, (\\d+) passed, (\\d+) skipped, (\\d+) failed");
  private static final int FAILED = 4;

  @Test
  void h2specFindsNothing() throws Exception {
    assumeThat(FaultRun.isFull()).isTrue();
    String h2spec = installed();
    assumeThat(h2spec).isNotNull();
    try (TlsEdge edge = TlsEdge.start()) {
      String report = run(h2spec, edge.port());
      Matcher total = TOTAL.matcher(report);
      assertThat(total.find()).as(report).isTrue();
      assertThat(total.group(FAILED)).as(report).isEqualTo("0");
      FaultRow.of("S2", "h2spec, all of it").promised("no failure").seen("%s", total.group());
    }
  }

  /** Where it is: on the path, or where Go puts it. */
  private static @Nullable String installed() {
    String go = Path.of(System.getProperty("user.home"), "go", "bin").toString();
    return Stream.concat(Stream.of(System.getenv("PATH").split(":", -1)), Stream.of(go))
        .map(folder -> Path.of(folder, "h2spec"))
        .filter(Files::isExecutable)
        .map(Path::toString)
        .findFirst()
        .orElse(null);
  }

  private static String run(String h2spec, int port) throws IOException, InterruptedException {
    Process test =
        new ProcessBuilder(
                h2spec, "--tls", "--insecure", "--port", Integer.toString(port), "--timeout", "5")
            .redirectErrorStream(true)
            .start();
    String report = new String(test.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    test.waitFor();
    return report;
  }
}
