package dev.paykore.gateway.forwarding.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.paykore.gateway.faults.FaultRow;
import dev.paykore.gateway.testing.Downstream;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Names of downstreams are looked up on the event loop without ever holding it up. */
class NameResolutionTests {

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final NameServer names = new NameServer();
  private final Downstream downstream = Downstream.answering("here");
  private final DownstreamClient client =
      new ClientUnderTest(
              Map.of("bounds.max-life-time", "1s", "bounds.connect-timeout", "1s"),
              names.provider())
          .client();

  @AfterEach
  void stop() {
    downstream.close();
    names.close();
  }

  @Test
  void aNameThatIsNotThereFailsAtOnceAsUnknown() {
    for (int code : new int[] {NameServer.NO_SUCH_NAME, NameServer.SERVER_FAILURE}) {
      names.fails(code);
      assertThatThrownBy(this::get).hasCauseInstanceOf(UnknownHostException.class);
    }
  }

  @Test
  void aNameServerThatSaysNothingFailsInTimeAndAnAddressInHandIsUsedMeanwhile() {
    names.answers("127.0.0.1");
    assertThat(get()).isEqualTo("here");
    names.saysNothing();
    assertThat(get()).isEqualTo("here");
    await()
        .atMost(PATIENCE)
        .pollInSameThread()
        .untilAsserted(
            () -> assertThatThrownBy(this::get).hasCauseInstanceOf(UnknownHostException.class));
  }

  @Test
  void aNewAddressIsFollowedAfterItsTimeToLiveAndTheLifeOfConnections() {
    try (Downstream other = Downstream.answering("there", "127.0.0.2", downstream.port())) {
      names.answers("127.0.0.1");
      assertThat(get()).isEqualTo("here");
      names.answers("127.0.0.2");
      long start = System.nanoTime();
      await().atMost(PATIENCE).until(() -> get().equals("there"));
      Duration lasted = Duration.ofNanos(System.nanoTime() - start);
      FaultRow.of("D2", "an address changes, its time to live is 1 s, connections live 1 s")
          .promised("followed within 2 s")
          .seen("followed after %d ms", lasted.toMillis());
      assertThat(lasted).isLessThan(Duration.ofSeconds(4));
    }
  }

  @Test
  void ifOneOfSeveralAddressesIsDeadTheNextIsTried() {
    names.answers("127.0.0.3", "127.0.0.2", "127.0.0.1");
    for (int i = 0; i < 10; i++) {
      assertThat(get()).isEqualTo("here");
    }
    FaultRow.of("D3", "two of three addresses refuse")
        .promised("the next is tried")
        .seen("10 requests, all answered");
  }

  private String get() {
    return client
        .send(URI.create("http://wallets.test:%d".formatted(downstream.port())), OneGet.of("/"))
        .flatMap(OneGet::text)
        .block(PATIENCE);
  }
}
