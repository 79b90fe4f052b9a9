package dev.paykore.demo.wallets;

import java.util.Optional;

/** What it takes to book a transaction. */
record TransactionOrder(String walletId, long amount) {

  static final String EXPECTATION =
      "Expected a JSON object with 'wallet_id' and 'amount' (a whole number, not 0).";

  static Optional<TransactionOrder> parse(String json) {
    Fields fields = Fields.parse(json);
    Optional<Long> amount = fields.whole("amount").filter(units -> units != 0);
    return fields
        .text("wallet_id")
        .flatMap(walletId -> amount.map(units -> new TransactionOrder(walletId, units)));
  }
}
