package dev.paykore.gateway.observability;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import dev.paykore.gateway.observability.AccessLine.Account;
import dev.paykore.gateway.observability.logging.FieldName;
import dev.paykore.gateway.observability.logging.Fields;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class AccessEventTests {

  private static final String DIGITS = "0123456789abcdef".repeat(4);

  @Test
  void tellsTheSameInWhicheverWayItIsAsked() {
    AccessEvent event = event("/v1/wallets/sk_live_" + DIGITS);
    assertThat(told(event))
        .containsExactly(
            "req_1 200 GET /v1/wallets/sk_live_***",
            "request_id=req_1",
            "client.address=192.0.2.1",
            "method=GET",
            "path=/v1/wallets/sk_live_***",
            "status=200",
            "duration_ms=0")
        .isEqualTo(asked(event));
  }

  @Test
  void aLongPathIsMaskedAndCutShortOnce() {
    String cutInItsMask = "/" + "a/".repeat(251) + "sk_live_" + DIGITS + "/" + "b".repeat(4_000);
    String path = LogText.printable(cutInItsMask);
    assertThat(told(event(cutInItsMask)))
        .contains("path=" + path, "req_1 200 GET " + path)
        .isEqualTo(asked(event(cutInItsMask)));
  }

  @Test
  void whatWasNotUnderstoodIsADashInItsMessage() {
    assertThat(event(null).getFormattedMessage()).isEqualTo("req_1 200 GET -");
  }

  private static List<String> told(AccessEvent event) {
    Told told = new Told(new ArrayList<>());
    event.tell(told);
    return told.all;
  }

  private static List<String> asked(AccessEvent event) {
    List<String> all = new ArrayList<>(List.of(event.getFormattedMessage()));
    event.getKeyValuePairs().forEach(pair -> all.add(pair.key + "=" + pair.value));
    return all;
  }

  private static AccessEvent event(String path) {
    Account account = new Account(null, null, null, -1, -1, false, null);
    return new AccessEvent(
        (Logger) LoggerFactory.getLogger("access"),
        new AccessLine("req_1", "192.0.2.1", "GET", path, 200, 0, null, account));
  }

  private record Told(List<String> all) implements Fields {

    @Override
    public void message(String text) {
      all.add(text);
    }

    @Override
    public void add(FieldName name, Object value) {
      all.add(name + "=" + value);
    }
  }
}
