package dev.paykore.demo.wallets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paykore.keys.Environment;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class LedgerTests {

  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
  private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

  private final Ledger ledger = Ledger.of(Environment.SANDBOX, CLOCK);

  @Test
  void isNotTheSameInTheTwoEnvironments() {
    Ledger live = Ledger.of(Environment.LIVE, CLOCK);
    assertThat(ledger.wallets()).isNotEmpty().doesNotContainAnyElementsOf(live.wallets());
    assertThat(live.wallets()).hasSize(3);
  }

  @Test
  void addsUpWhatWasBooked() {
    String id = ledger.open("Ada", "NGN").id();
    ledger.book(id, 700);
    ledger.book(id, -300);
    assertThat(ledger.wallet(id).orElseThrow())
        .isEqualTo(new Wallet(id, Environment.SANDBOX, "Ada", "NGN", 400, NOW));
  }

  @Test
  void booksNothingForAnUnknownWallet() {
    int before = ledger.transactions().size();
    assertThat(ledger.book("none", 1)).isEmpty();
    assertThat(ledger.transactions()).hasSize(before);
  }

  @Test
  void forgetsTheOldestRatherThanGrowWithoutEnd() {
    Wallet oldest = ledger.wallets().getFirst();
    for (int i = 0; i < 2_000; i++) {
      ledger.open("Ada", "NGN");
    }
    assertThat(ledger.wallets()).hasSize(1_000);
    assertThat(ledger.wallet(oldest.id())).isEmpty();
  }
}
