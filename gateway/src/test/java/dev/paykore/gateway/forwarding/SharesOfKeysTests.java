package dev.paykore.gateway.forwarding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.paykore.gateway.stores.IssuedKey;
import dev.paykore.gateway.stores.Stores;
import dev.paykore.gateway.testing.ConfigurationFolder;
import dev.paykore.gateway.testing.Downstream;
import dev.paykore.gateway.testing.RawHttpClient;
import dev.paykore.gateway.testing.RawResponse;
import dev.paykore.gateway.testing.RunningEdge;
import dev.paykore.keys.Environment;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A key whose requests are not answered, and its neighbours. */
class SharesOfKeysTests {

  private static final int SHARE = 2;
  private static final int LINE = 4;

  private static final String ROUTE =
      """
      paykore:
        edge:
          routes:
            - id: wallets
              uri: {uri}
              predicates: [ "Path=/v1/**" ]
              metadata: { environment: sandbox }
      """;

  private static Stores stores;
  private static Downstream downstream;
  private static RunningEdge edge;
  private static IssuedKey crowd;
  private static IssuedKey neighbour;

  private final CountDownLatch release = new CountDownLatch(1);
  private final List<RawHttpClient> clients = new ArrayList<>();

  @BeforeAll
  static void start() {
    stores = Stores.start();
    downstream = Downstream.answering("fine");
    edge =
        RunningEdge.start(
            stores,
            ConfigurationFolder.with(ROUTE.replace("{uri}", downstream.url())),
            "paykore.edge.downstream.max-connections=" + 2 * SHARE,
            "paykore.edge.downstream.max-percent-per-key=50",
            "paykore.edge.downstream.max-waiting=" + (LINE - SHARE),
            "paykore.edge.downstream.wait-timeout=2s");
    crowd = stores.issue(Environment.SANDBOX);
    neighbour = stores.issue(Environment.SANDBOX);
  }

  @AfterAll
  static void stop() {
    edge.close();
    downstream.close();
    stores.close();
  }

  @AfterEach
  void leave() {
    release.countDown();
    clients.forEach(RawHttpClient::close);
  }

  @Test
  void whatIsBeyondTheShareWaitsAndOthersDoNot() {
    hold();
    assertThat(edge.send("GET /v1/x", "X-API-Key: " + neighbour.key().reveal()).status())
        .isEqualTo(200);
    RawHttpClient waiting = ask();
    await().until(() -> waits() > 0);
    release.countDown();
    assertThat(waiting.read().status()).isEqualTo(200);
    clients.getFirst().read();
    assertThat(ask().read().status()).isEqualTo(200);
  }

  @Test
  void whoWaitsTooLongOrFindsTheLineFullIsRefused() {
    hold();
    RawHttpClient first = ask();
    for (int i = 1; i < LINE; i++) {
      ask();
    }
    RawHttpClient beyond = ask();
    assertRefused(beyond.read());
    assertRefused(first.read());
    assertThat(downstream.heads()).hasSize(SHARE);
  }

  private static double waits() {
    return edge.bean(MeterRegistry.class)
        .get("paykore.edge.downstream.share.waits")
        .counter()
        .count();
  }

  private static void assertRefused(RawResponse response) {
    assertThat(response.status()).isEqualTo(503);
    assertThat(response.header("Retry-After")).isEqualTo("1");
    assertThat(response.body())
        .contains("\"code\":\"SERVICE_UNAVAILABLE\"", "\"forwarded\":\"no\"");
  }

  /** The key has its share of the connections, and its requests there have no answer yet. */
  private void hold() {
    downstream
        .will(
            (in, out, head) -> {
              if (head.startsWith("GET /v1/held")) {
                waitFor(release);
              }
              Downstream.ok("fine").answer(in, out, head);
            })
        .forget();
    for (int i = 0; i < SHARE; i++) {
      ask();
    }
    await().until(() -> downstream.heads().size() == SHARE);
  }

  private RawHttpClient ask() {
    RawHttpClient client = RawHttpClient.connect(edge.port());
    client.send(
        "GET /v1/held HTTP/1.1", "Host: localhost", "X-API-Key: " + crowd.key().reveal(), "");
    clients.add(client);
    return client;
  }

  private static void waitFor(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
