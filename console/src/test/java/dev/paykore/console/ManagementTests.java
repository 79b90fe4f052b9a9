package dev.paykore.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import org.junit.jupiter.api.Test;

class ManagementTests {

  @Test
  void healthAndMetricsAreOnTheManagementPort() throws Exception {
    String url = Console.managementUrl() + "/actuator";
    assertThat(get(url + "/health/readiness").body()).isEqualTo("{\"status\":\"UP\"}");
    assertThat(get(url + "/health/liveness").statusCode()).isEqualTo(200);
    assertThat(get(url + "/prometheus").body()).contains("jvm_memory_used_bytes");
  }

  @Test
  void nothingElseIsThere() throws Exception {
    for (String path : List.of("env", "beans", "heapdump", "configprops", "loggers", "mappings")) {
      assertThat(get(Console.managementUrl() + "/actuator/" + path).statusCode()).isEqualTo(404);
    }
  }

  @Test
  void noneOfItIsOnThePublicPort() throws Exception {
    assertThat(get(Console.url() + "/actuator/health").statusCode()).isEqualTo(404);
    assertThat(get(Console.url() + "/actuator/prometheus").statusCode()).isEqualTo(404);
  }

  private static HttpResponse<String> get(String url) throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofString());
    }
  }
}
