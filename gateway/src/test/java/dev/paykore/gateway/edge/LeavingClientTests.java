package dev.paykore.gateway.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.paykore.gateway.stores.IssuedKey;
import dev.paykore.gateway.testing.Downstream;
import dev.paykore.gateway.testing.LogCapture;
import dev.paykore.gateway.testing.RawHttpClient;
import dev.paykore.keys.Environment;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Clients that leave as soon as they have all of a response. */
class LeavingClientTests {

  private static final int CLIENTS = 200;

  private static EdgeFixture fixture;
  private static IssuedKey key;

  @BeforeAll
  static void start() {
    fixture = EdgeFixture.start();
    key = fixture.stores.issue(Environment.SANDBOX);
  }

  @AfterAll
  static void stop() {
    fixture.close();
  }

  @Test
  void aResponseThatStreamedWholeIsNotCut() {
    fixture.sandboxWallets.will(
        (in, out, head) -> {
          Downstream.text("HTTP/1.1 200 OK\r\nContent-Length: 7\r\n\r\n").answer(in, out, head);
          Downstream.text("wallets").answer(in, out, head);
        });
    try (LogCapture access = LogCapture.of("access")) {
      List<String> ids = new ArrayList<>();
      for (int i = 0; i < CLIENTS; i++) {
        ids.add(askAndLeave());
      }
      await().until(() -> ids.stream().noneMatch(id -> access.linesOf(id).isEmpty()));
      assertThat(ids)
          .allSatisfy(
              id ->
                  assertThat(access.linesOf(id).getFirst())
                      .containsEntry("status", "200")
                      .doesNotContainKey("cut"));
    }
  }

  private static String askAndLeave() {
    try (RawHttpClient client = RawHttpClient.connect(fixture.edge.port())) {
      return client
          .send(
              "GET /v1/wallets HTTP/1.1", "Host: localhost", "X-API-Key: " + key.key().reveal(), "")
          .read()
          .header("X-Request-Id");
    }
  }
}
