package dev.paykore.gateway.guard.overload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.paykore.gateway.error.ErrorCode;
import dev.paykore.gateway.stores.Stores;
import dev.paykore.gateway.testing.EdgeAnswer;
import dev.paykore.gateway.testing.ManagementPort;
import dev.paykore.gateway.testing.RawResponse;
import dev.paykore.gateway.testing.RunningEdge;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What an edge answers that has no memory to spare. */
class ShortOfMemoryTests {

  private static final Duration POLL = Duration.ofMillis(20);
  private static final Duration LONG_PATIENCE = Duration.ofSeconds(30);

  private static Stores stores;
  private static RunningEdge edge;
  private static GivenMemory memory;
  private static ManagementPort management;

  @BeforeAll
  static void start() {
    stores = Stores.start();
    edge = RunningEdge.startWith(List.of(GivenMemory.Beans.class), stores, RunningEdge.CONFIG);
    memory = edge.bean(GivenMemory.class);
    management = new ManagementPort(edge.managementPort());
  }

  @AfterAll
  static void stop() {
    edge.close();
    stores.close();
  }

  @AfterEach
  void hasRoomAgain() {
    isTaken(0, 0);
    await().until(() -> management.readiness() == 200);
  }

  @Test
  void with95PercentOfTheMemoryOutsideTheHeapTakenARequestIs503BeforeAuthentication() {
    isTaken(0, 95);
    assertIsRefused(withoutKey());
  }

  @Test
  void with95PercentOfTheHeapTakenARequestIs503BeforeAuthentication() {
    isTaken(95, 0);
    assertIsRefused(withoutKey());
  }

  @Test
  void from92PercentOnRequestsAreServedAndTheirConnectionsEnd() {
    isTaken(91, 91);
    assertThat(withoutKey().status()).isEqualTo(401);
    assertThat(withoutKey().headers()).doesNotContainKey("connection");
    isTaken(0, 92);
    assertThat(withoutKey().status()).isEqualTo(401);
    assertThat(withoutKey().header("Connection")).isEqualTo("close");
    isTaken(94, 94);
    assertThat(withoutKey().status()).isEqualTo(401);
  }

  @Test
  void anEdgeThatRefusesForWantOfMemoryIsNotReadyUntilThereIsSome() {
    isTaken(0, 95);
    await().pollInterval(POLL).until(() -> refusedAndReadiness() == 503);
    assertThat(management.liveness()).isEqualTo(200);
    isTaken(0, 91);
    await().until(() -> management.readiness() == 200);
    assertThat(withoutKey().status()).isEqualTo(401);
  }

  @Test
  void anEdgeThatIsNotReadyForWantOfHeapHasItCollectedAndIsReadyAgain() {
    isTaken(95, 0);
    await().pollInterval(POLL).until(() -> refusedAndReadiness() == 503);
    await().atMost(LONG_PATIENCE).until(() -> management.readiness() == 200);
    assertThat(memory.heapPercent).isZero();
  }

  private static void isTaken(int heapPercent, int directPercent) {
    memory.heapPercent = heapPercent;
    memory.directPercent = directPercent;
    edge.bean(MemoryPressure.class).sample();
  }

  private static int refusedAndReadiness() {
    assertIsRefused(withoutKey());
    return management.readiness();
  }

  private static RawResponse withoutKey() {
    return edge.send("GET /v1/wallets");
  }

  private static void assertIsRefused(RawResponse response) {
    EdgeAnswer.of(ErrorCode.SERVICE_UNAVAILABLE)
        .with("retry-after", "1")
        .with("connection", "close")
        .withMeta("\"forwarded\":\"no\"")
        .assertIs(response);
  }
}
