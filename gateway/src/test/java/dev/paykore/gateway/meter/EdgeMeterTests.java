package dev.paykore.gateway.meter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class EdgeMeterTests {

  private static final Path DOCUMENTED = Path.of("..", "docs", "metrics.md");

  @Test
  void theDocumentedTableIsTheEnum() throws IOException {
    List<String> rows =
        Files.readAllLines(DOCUMENTED).stream()
            .filter(line -> line.startsWith("| `paykore."))
            .toList();

    assertThat(rows).isEqualTo(Stream.of(EdgeMeter.values()).map(EdgeMeterTests::row).toList());
  }

  @Test
  void noTagTellsOneKeyPartnerOrClientFromAnother() {
    assertThat(Stream.of(EdgeMeter.values()).flatMap(meter -> meter.tags().stream()).distinct())
        .doesNotContain("key", "key_id", "partner", "partner_id", "address", "path", "uri");
  }

  @Test
  void eachTagHasAValue() {
    assertThatThrownBy(() -> EdgeMeter.REQUESTS.timer("a route", "sandbox"))
        .hasMessageContaining("expected: [route, environment, status, tier]");
    assertThat(
            EdgeMeter.AUTHENTICATIONS
                .counter("missing", "nobody")
                .register(new SimpleMeterRegistry())
                .getId()
                .getTag("outcome"))
        .isEqualTo("missing");
  }

  private static String row(EdgeMeter meter) {
    return "| `%s` | %s | %s | %s |"
        .formatted(
            meter.id(),
            meter.kind().name().toLowerCase(Locale.ROOT),
            meter.tags().stream().map(tag -> "`" + tag + "`").collect(Collectors.joining(", ")),
            meter.meaning());
  }
}
