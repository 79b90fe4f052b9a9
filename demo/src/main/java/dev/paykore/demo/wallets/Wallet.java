package dev.paykore.demo.wallets;

import dev.paykore.keys.Environment;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A wallet of the stand-in services.
 *
 * @param id its id
 * @param environment the world that it belongs to
 * @param owner whose it is
 * @param currency an ISO 4217 code
 * @param balance in the currency's smallest unit
 * @param createdAt when it was opened
 */
record Wallet(
    String id,
    Environment environment,
    String owner,
    String currency,
    long balance,
    Instant createdAt) {

  Wallet add(long amount) {
    return new Wallet(id, environment, owner, currency, balance + amount, createdAt);
  }

  Map<String, Object> toJson() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("id", id);
    json.put("environment", environment.wireName());
    json.put("owner", owner);
    json.put("currency", currency);
    json.put("balance", balance);
    json.put("created_at", createdAt.toString());
    return json;
  }
}
