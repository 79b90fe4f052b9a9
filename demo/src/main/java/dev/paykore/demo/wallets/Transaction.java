package dev.paykore.demo.wallets;

import dev.paykore.keys.Environment;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What changed a wallet's balance.
 *
 * @param id its id
 * @param environment the world that it belongs to
 * @param walletId the wallet
 * @param amount in the wallet's smallest unit, negative for money that left
 * @param currency an ISO 4217 code
 * @param createdAt when it was booked
 */
record Transaction(
    String id,
    Environment environment,
    String walletId,
    long amount,
    String currency,
    Instant createdAt) {

  Map<String, Object> toJson() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("id", id);
    json.put("environment", environment.wireName());
    json.put("wallet_id", walletId);
    json.put("amount", amount);
    json.put("currency", currency);
    json.put("status", "settled");
    json.put("created_at", createdAt.toString());
    return json;
  }
}
