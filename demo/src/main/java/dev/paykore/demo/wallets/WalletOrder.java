package dev.paykore.demo.wallets;

import java.util.Optional;

/** What it takes to open a wallet. */
record WalletOrder(String owner, String currency) {

  static final String EXPECTATION =
      "Expected a JSON object with 'owner' and 'currency' (three capital letters).";

  static Optional<WalletOrder> parse(String json) {
    Fields fields = Fields.parse(json);
    Optional<String> currency = fields.text("currency").filter(code -> code.matches("[A-Z]{3}"));
    return fields
        .text("owner")
        .flatMap(owner -> currency.map(code -> new WalletOrder(owner, code)));
  }
}
