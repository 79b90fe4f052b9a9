package dev.paykore.gateway.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.paykore.gateway.stores.IssuedKey;
import dev.paykore.gateway.stores.Stores;
import dev.paykore.gateway.testing.Downstream;
import dev.paykore.gateway.testing.RawResponse;
import dev.paykore.gateway.testing.RunningEdge;
import dev.paykore.keys.Environment;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Three edges on one Redis: what one learns all know, and together they allow what one would. */
class SeveralEdgesTests {

  /** How soon a resumed key works again, and what a busy machine takes. */
  private static final Duration WITHIN = Duration.ofSeconds(3);

  private static Stores stores;
  private static Downstream downstream;
  private static List<EdgeOnRoute> edges;

  @BeforeAll
  static void start() {
    stores = Stores.start();
    downstream = Downstream.answering("ok");
    edges = Stream.generate(() -> EdgeOnRoute.to(downstream.url(), stores)).limit(3).toList();
  }

  @AfterAll
  static void stop() {
    edges.forEach(EdgeOnRoute::close);
    downstream.close();
    stores.close();
  }

  @Test
  void aRevokedKeyIsRefusedEverywhereFromItsNextRequestOn() {
    IssuedKey key = stores.issue(Environment.SANDBOX);
    assertThat(statuses(key)).containsOnly(200);
    stores.change(key, "UPDATE api_keys SET revoked_at = now() WHERE id = '%s'");
    assertThat(statuses(key)).containsOnly(401);
  }

  @Test
  void aSuspendedPartnersKeyIsRefusedAtOnceAndWorksAgainASecondAfterwards() {
    IssuedKey key = stores.issue(Environment.SANDBOX);
    assertThat(statuses(key)).containsOnly(200);
    stores.change(key, suspension("now()"));
    assertThat(statuses(key)).containsOnly(401);
    stores.change(key, suspension("NULL"));
    await().atMost(WITHIN).untilAsserted(() -> assertThat(statuses(key)).containsOnly(200));
  }

  @Test
  void aNewLimitHoldsEverywhereFromTheNextRequestOn() {
    IssuedKey key = stores.issue(Environment.SANDBOX);
    assertThat(limits(key)).containsOnly("300");
    stores.change(key, "UPDATE api_keys SET requests_per_minute = 42 WHERE id = '%s'");
    assertThat(limits(key)).containsOnly("42");
  }

  @Test
  void togetherTheyAllowNoMoreThanOne() {
    IssuedKey key = stores.issue(Environment.SANDBOX);
    stores.change(key, "UPDATE api_keys SET requests_per_minute = 10 WHERE id = '%s'");
    long beganNanos = System.nanoTime();
    List<RawResponse> answers =
        IntStream.range(0, 60)
            .parallel()
            .mapToObj(n -> send(edges.get(n % edges.size()).edge(), key))
            .toList();
    long elapsedSeconds = 1 + (System.nanoTime() - beganNanos) / 1_000_000_000;
    long allowed = answers.stream().filter(answer -> answer.status() == 200).count();
    assertThat(allowed).isBetween(10L, 10 + elapsedSeconds * 10 / 60 + 1);
    assertThat(answers).filteredOn(answer -> answer.status() != 200).isNotEmpty();
    assertThat(answers)
        .filteredOn(answer -> answer.status() != 200)
        .allMatch(answer -> answer.status() == 429);
  }

  private static String suspension(String at) {
    return "UPDATE partners SET suspended_at = "
        + at
        + " WHERE id = (SELECT partner_id FROM api_keys WHERE id = '%s')";
  }

  private static List<Integer> statuses(IssuedKey key) {
    return edges.stream().map(edge -> send(edge.edge(), key).status()).toList();
  }

  private static List<String> limits(IssuedKey key) {
    return edges.stream().map(e -> send(e.edge(), key).header("X-RateLimit-Limit")).toList();
  }

  private static RawResponse send(RunningEdge edge, IssuedKey key) {
    return edge.send("GET /v1/wallets", "X-API-Key: " + key.key().reveal());
  }
}
