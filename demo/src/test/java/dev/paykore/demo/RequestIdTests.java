package dev.paykore.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.paykore.servers.FreePort;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a partner's request id leads to. Edge, console and collector are all there. */
class RequestIdTests {

  private static final String ENDPOINT = "paykore.edge.tracing.endpoint";
  private static final String SAMPLE = "paykore.edge.tracing.sample-percent";
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private static final Parts parts = new Parts();
  private static final HttpClient client = HttpClient.newHttpClient();

  private static Collector collector;
  private static Map<String, String> values;

  @BeforeAll
  static void start() {
    collector = parts.start(Collector::start);
    System.setProperty(ENDPOINT, collector.url());
    System.setProperty(SAMPLE, "100");
    values = new Demo(parts, freePorts()).start().values();
  }

  @AfterAll
  static void stop() {
    System.clearProperty(ENDPOINT);
    System.clearProperty(SAMPLE);
    parts.close();
    client.close();
  }

  @Test
  void theIdInAnErrorLeadsToItsAccessLineItsTraceAndItsEntryInTheConsole() {
    try (AccessLines lines = AccessLines.open()) {
      HttpResponse<String> error = get(values.get("PAYKORE_EDGE") + "/nowhere", "X-API-Key", key());
      String id = error.headers().firstValue("X-Request-Id").orElseThrow();
      assertThat(error.statusCode()).isEqualTo(404);
      assertThat(error.body()).contains("\"request_id\":\"" + id + "\"");

      Map<String, String> line = lines.await(id);
      assertThat(line).containsEntry("code", "ROUTE_NOT_FOUND").containsEntry("status", "404");
      await().atMost(PATIENCE).until(() -> collector.has(id, line.get("trace.id")));
      await().atMost(PATIENCE).untilAsserted(() -> assertThat(entry(id)).contains(id, keyOf(line)));
    }
  }

  private static String keyOf(Map<String, String> line) {
    return line.get("key_id");
  }

  private static String entry(String id) {
    String url = values.get("PAYKORE_CONSOLE") + "/api/v1/requests/" + id;
    return get(url, "Authorization", "Bearer " + values.get("PAYKORE_CONSOLE_TOKEN")).body();
  }

  private static String key() {
    return values.get("PAYKORE_API_KEY_SANDBOX");
  }

  private static HttpResponse<String> get(String url, String header, String value) {
    HttpRequest request = HttpRequest.newBuilder(URI.create(url)).header(header, value).build();
    return client.sendAsync(request, BodyHandlers.ofString()).join();
  }

  private static DemoPorts freePorts() {
    Map<String, String> ports = new LinkedHashMap<>();
    for (String name : new String[] {"EDGE", "MANAGEMENT", "CONSOLE", "CONSOLE_MANAGEMENT"}) {
      ports.put("PAYKORE_" + name + "_PORT", Integer.toString(FreePort.next()));
    }
    return DemoPorts.of(ports);
  }
}
