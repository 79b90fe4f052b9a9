package dev.paykore.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GreetingTests {

  @Test
  void isABlockToPasteAndBelowItThreeCommands() {
    Map<String, String> values = new LinkedHashMap<>();
    values.put("PAYKORE_EDGE", "http://localhost:8080");
    values.put("PAYKORE_API_KEY_SANDBOX", "sk_test_1");
    assertThat(new Greeting(values))
        .hasToString(
            """

            PAYKORE_EDGE=http://localhost:8080
            PAYKORE_API_KEY_SANDBOX=sk_test_1

            curl -i "$PAYKORE_EDGE/v1/wallets" -H "X-API-Key: $PAYKORE_API_KEY_SANDBOX"
            curl -i "$PAYKORE_EDGE/v1/wallets/wal_live_1001" -H "Authorization: Bearer $PAYKORE_API_KEY_LIVE"
            curl -i "$PAYKORE_EDGE/v1/wallets" -H "X-API-Key: $PAYKORE_API_KEY_EXPIRED"
            """);
  }
}
