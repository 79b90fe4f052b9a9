package dev.paykore.console.logging;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paykore.console.Console;
import dev.paykore.keys.ApiKeyGenerator;
import dev.paykore.keys.Environment;
import java.security.SecureRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The lines of a running console. */
@ExtendWith(OutputCaptureExtension.class)
class LogLineTests {

  private static final Logger LOG = LoggerFactory.getLogger(LogLineTests.class);

  private final String key =
      new ApiKeyGenerator(new SecureRandom()).newKey(Environment.LIVE).reveal();
  private final String marker = Console.unique();

  @BeforeEach
  void consoleRuns() {
    assertThat(Console.bootstrap()).isNotNull();
  }

  @Test
  void eachIsAnObjectInTheElasticCommonSchema(CapturedOutput output) {
    LOG.warn("{} happened", marker);
    JsonNode line = line(output);
    assertThat(line.path("message").asString()).isEqualTo(marker + " happened");
    assertThat(line.path("log").path("level").asString()).isEqualTo("WARN");
    assertThat(line.path("log").path("logger").asString()).isEqualTo(LogLineTests.class.getName());
    assertThat(line.path("service").path("name").asString()).isEqualTo("paykore-console");
    assertThat(line.path("ecs").path("version").asString()).isNotEmpty();
    assertThat(line.has("@timestamp")).isTrue();
  }

  @Test
  void noneShowsAKeyNorACredential(CapturedOutput output) {
    String token = "Bearer pkc_" + "0123456789abcdef".repeat(4);
    LOG.atWarn()
        .addKeyValue("key", key)
        .setCause(new IllegalStateException(token))
        .log("{} with {}", marker, key);
    JsonNode line = line(output);
    assertThat(line.path("message").asString()).isEqualTo(marker + " with sk_live_***");
    assertThat(line.path("key").asString()).isEqualTo("sk_live_***");
    assertThat(line.path("error").path("message").asString()).isEqualTo("Bearer pkc_***");
    assertThat(line.toString()).doesNotContain(key.substring(8), token);
  }

  private JsonNode line(CapturedOutput output) {
    return output
        .getOut()
        .lines()
        .filter(line -> line.contains(marker))
        .map(JsonMapper.shared()::readTree)
        .findFirst()
        .orElseThrow();
  }
}
