package dev.paykore.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.paykore.servers.FreePort;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class DemoApplicationTests {

  @Nested
  class Running {

    private static DemoProcess demo;

    @BeforeAll
    static void start() {
      demo = DemoProcess.start(FreePort.next(), FreePort.next());
      demo.awaitGreeting();
    }

    @AfterAll
    static void end() {
      demo.close();
    }

    @Test
    void printsOneBlockOfNamesAndValuesInThisOrder() {
      assertThat(demo.values().keySet())
          .containsExactly(
              "PAYKORE_EDGE",
              "PAYKORE_MANAGEMENT",
              "PAYKORE_API_KEY_SANDBOX",
              "PAYKORE_API_KEY_LIVE",
              "PAYKORE_API_KEY_GROWTH",
              "PAYKORE_API_KEY_SCALE",
              "PAYKORE_API_KEY_REVOKED",
              "PAYKORE_API_KEY_EXPIRED",
              "PAYKORE_REDIS",
              "PAYKORE_POSTGRES",
              "PAYKORE_CONSOLE",
              "PAYKORE_CONSOLE_USER",
              "PAYKORE_CONSOLE_PASSWORD",
              "PAYKORE_OPERATOR_USER",
              "PAYKORE_OPERATOR_PASSWORD",
              "PAYKORE_CONSOLE_TOKEN");
    }

    @Test
    void theConsoleIsFreeOfTheJvmsWarningsAndOfStackTraces() {
      assertThat(demo.errorLines()).isNotEmpty().allMatch(DemoApplicationTests::isLineForPeople);
    }

    @Test
    void isReadyOnTheManagementPort() {
      URI readiness = demo.uri("PAYKORE_MANAGEMENT").resolve("/actuator/health/readiness");
      assertThat(demo.send(HttpRequest.newBuilder(readiness).build()).statusCode()).isEqualTo(200);
    }

    @Test
    void keysReachTheServicesOfTheirEnvironment() {
      for (String path : new String[] {"/v1/wallets", "/v1/transactions", "/v1/echo"}) {
        assertThat(demo.get(path, "PAYKORE_API_KEY_SANDBOX").body())
            .contains("\"environment\" : \"sandbox\"")
            .doesNotContain("live");
        assertThat(demo.get(path, "PAYKORE_API_KEY_LIVE").body())
            .contains("\"environment\" : \"live\"")
            .doesNotContain("sandbox");
      }
    }

    @Test
    void limitsAreThoseOfTheTiers() {
      assertThat(limit("PAYKORE_API_KEY_SANDBOX")).isEqualTo("300");
      assertThat(limit("PAYKORE_API_KEY_LIVE")).isEqualTo("300");
      assertThat(limit("PAYKORE_API_KEY_GROWTH")).isEqualTo("1000");
      assertThat(limit("PAYKORE_API_KEY_SCALE")).isEqualTo("1000000");
    }

    @Test
    void theRevokedAndTheExpiredKeyAreRefusedAsWhatTheyAre() {
      assertThat(demo.get("/v1/wallets", "PAYKORE_API_KEY_REVOKED").body())
          .contains("\"code\":\"INVALID_API_KEY\"");
      assertThat(demo.get("/v1/wallets", "PAYKORE_API_KEY_EXPIRED").body())
          .contains("\"code\":\"EXPIRED_API_KEY\"")
          .contains("This API key expired on 2025-01-01. Create a new key in the dashboard.");
    }

    private static String limit(String key) {
      return demo.get("/v1/wallets", key).headers().firstValue("X-RateLimit-Limit").orElseThrow();
    }
  }

  @Test
  void leavesNothingBehindWhenItIsToldToEnd() throws Exception {
    try (DemoProcess demo = DemoProcess.start(FreePort.next(), FreePort.next())) {
      demo.awaitGreeting();
      demo.end();
      assertThat(
              Stream.of("EDGE", "MANAGEMENT", "REDIS", "POSTGRES")
                  .map(name -> demo.uri("PAYKORE_" + name).getPort()))
          .allSatisfy(DemoApplicationTests::assertNobodyListens);
      assertThat(demo.errorLines()).allMatch(DemoApplicationTests::isLineForPeople);
    }
  }

  @Test
  void saysInOneLineThatAPortIsTaken() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        DemoProcess demo = DemoProcess.start(taken.getLocalPort(), FreePort.next())) {
      assertThat(demo.awaitExit()).isEqualTo(1);
      assertThat(demo.errorLines())
          .containsExactly(
              "Port %d cannot be used (Address already in use): set PAYKORE_EDGE_PORT to a free one."
                  .formatted(taken.getLocalPort()));
    }
  }

  /** The edge may say that a store is slow, as on a busy machine one is; nobody else speaks. */
  private static boolean isLineForPeople(String line) {
    return line.matches("[0-9:.]{12} (INFO |WARN ) [A-Za-z]+: .+");
  }

  private static void assertNobodyListens(int port) {
    assertThatThrownBy(() -> connect(port)).isInstanceOf(ConnectException.class);
  }

  private static void connect(int port) throws IOException {
    new Socket(InetAddress.getLoopbackAddress(), port).close();
  }
}
