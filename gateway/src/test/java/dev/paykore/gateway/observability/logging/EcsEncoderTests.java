package dev.paykore.gateway.observability.logging;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import dev.paykore.gateway.observability.AccessEvents;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.MarkerFactory;
import org.slf4j.event.KeyValuePair;
import org.springframework.boot.logging.logback.StructuredLogEncoder;
import org.springframework.core.env.Environment;
import org.springframework.mock.env.MockEnvironment;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class EcsEncoderTests {

  private static final String KEY = "sk_live_" + "0123456789abcdef".repeat(4);

  private final LoggerContext context = new LoggerContext();
  private final StructuredLogEncoder framework = structured();
  private final EcsEncoder encoder = new EcsEncoder(structured());

  @BeforeEach
  void start() {
    context.setMDCAdapter(new LogbackMDCAdapter());
    context.putObject(
        Environment.class.getName(),
        new MockEnvironment()
            .withProperty("spring.application.name", "paykore-edge")
            .withProperty("spring.application.pid", "17"));
    framework.setContext(context);
    framework.start();
    encoder.setContext(context);
    encoder.start();
  }

  static List<Map<String, Object>> pairs() {
    return List.of(
        Map.of(),
        Map.of("status", 200),
        Map.of("duration_ms", 1L << 40),
        Map.of("cut", true),
        Map.of("path", "/a \"b\" \\c\u0001 é \uD83D\uDE00 </script>"),
        Map.of("path", "/v1/wallets/" + KEY),
        Map.of("trace.id", "ad84ea2301208df7d573bd68f247aa01"),
        Map.of("a.b.c", 1),
        Map.of("code", Level.INFO),
        Map.of("trace.id", "1", "trace.flags", "2"),
        Map.of("trace.id", "1", "tracer", "2", "client.address", "3"));
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void aLineIsWhatTheFrameworkMakesOfTheEvent(Map<String, Object> pairs) {
    LoggingEvent event = event("told " + pairs, null);
    pairs.forEach((name, value) -> event.addKeyValuePair(new KeyValuePair(name, value)));
    assertSame(event);
  }

  @Test
  void theLineOfARequestIsMadeWithoutTheFramework() {
    assertThat(EcsLine.isEnoughFor(AccessEvents.ofATracedRequest())).isTrue();
    assertSame(AccessEvents.ofATracedRequest());
  }

  @Test
  void anErrorIsToldWithItsTrace() {
    LoggingEvent event = event("failed", new IllegalStateException("with " + KEY));
    assertSame(event);
    assertThat(text(encoder.encode(event))).contains("stack_trace").doesNotContain(KEY);
  }

  @Test
  void markersAndTheContextOfTheThreadAreTold() {
    LoggingEvent event = event("marked", null);
    event.addMarker(MarkerFactory.getMarker("security"));
    assertSame(event);
    LoggingEvent inContext = event("in a context", null);
    inContext.setMDCPropertyMap(Map.of("user", "x"));
    assertSame(inContext);
  }

  private void assertSame(ILoggingEvent event) {
    String line = text(encoder.encode(event));
    assertThat(line).endsWith("}\n").doesNotContain(KEY);
    assertThat(line.lines()).hasSize(1);
    assertThat(read(line)).isEqualTo(read(text(framework.encode(event))));
  }

  private LoggingEvent event(String message, Throwable error) {
    return new LoggingEvent("", context.getLogger("access"), Level.INFO, message, error, null);
  }

  private static JsonNode read(String line) {
    return JsonMapper.shared().readTree(line);
  }

  private static String text(byte[] line) {
    return new String(line, StandardCharsets.UTF_8);
  }

  private static StructuredLogEncoder structured() {
    StructuredLogEncoder encoder = new StructuredLogEncoder();
    encoder.setFormat("ecs");
    return encoder;
  }
}
