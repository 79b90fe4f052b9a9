package dev.paykore.demo;

import java.util.Map;
import java.util.stream.Collectors;

/**
 * What is printed once everything answers: a block to paste into a shell, and commands that use it.
 *
 * @param values the names and values, in order; none needs quotes in a shell
 */
record Greeting(Map<String, String> values) {

  private static final String COMMANDS =
      """
      curl -i "$PAYKORE_EDGE/v1/wallets" -H "X-API-Key: $PAYKORE_API_KEY_SANDBOX"
      curl -i "$PAYKORE_EDGE/v1/wallets/wal_live_1001" -H "Authorization: Bearer $PAYKORE_API_KEY_LIVE"
      curl -i "$PAYKORE_EDGE/v1/wallets" -H "X-API-Key: $PAYKORE_API_KEY_EXPIRED\"""";

  @Override
  public String toString() {
    return values.entrySet().stream()
        .map(value -> value.getKey() + "=" + value.getValue())
        .collect(Collectors.joining("\n", "\n", "\n\n"))
        .concat(COMMANDS)
        .concat("\n");
  }
}
