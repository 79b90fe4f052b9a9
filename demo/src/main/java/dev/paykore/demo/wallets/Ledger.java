package dev.paykore.demo.wallets;

import dev.paykore.keys.Environment;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/** The wallets and transactions of one environment, in memory; the oldest make room. */
final class Ledger {

  private static final int MOST_ENTRIES = 1_000;

  private final Environment environment;
  private final Clock clock;
  private final SequencedMap<String, Wallet> wallets = bounded();
  private final SequencedMap<String, Transaction> transactions = bounded();
  private int lastId = 1_000;

  private Ledger(Environment environment, Clock clock) {
    this.environment = environment;
    this.clock = clock;
  }

  /** A ledger with a few entries, not the same in the two environments. */
  static Ledger of(Environment environment, Clock clock) {
    Ledger ledger = new Ledger(environment, clock);
    for (String owner : owners(environment)) {
      Wallet wallet = ledger.open(owner, "NGN");
      ledger.book(wallet.id(), 2_500_000);
      ledger.book(wallet.id(), -42_050);
    }
    return ledger;
  }

  Environment environment() {
    return environment;
  }

  synchronized List<Wallet> wallets() {
    return List.copyOf(wallets.values());
  }

  synchronized Optional<Wallet> wallet(String id) {
    return Optional.ofNullable(wallets.get(id));
  }

  synchronized List<Transaction> transactions() {
    return List.copyOf(transactions.values());
  }

  synchronized Optional<Transaction> transaction(String id) {
    return Optional.ofNullable(transactions.get(id));
  }

  synchronized Wallet open(String owner, String currency) {
    Wallet wallet = new Wallet(newId("wal"), environment, owner, currency, 0, now());
    wallets.put(wallet.id(), wallet);
    return wallet;
  }

  /** Books a transaction; empty if there is no such wallet. */
  synchronized Optional<Transaction> book(String walletId, long amount) {
    Wallet wallet = wallets.get(walletId);
    if (wallet == null) {
      return Optional.empty();
    }
    Transaction transaction =
        new Transaction(newId("txn"), environment, walletId, amount, wallet.currency(), now());
    transactions.put(transaction.id(), transaction);
    wallets.put(walletId, wallet.add(amount));
    return Optional.of(transaction);
  }

  private String newId(String prefix) {
    lastId++;
    return "%s_%s_%d".formatted(prefix, environment.wireName(), lastId);
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.SECONDS);
  }

  private static List<String> owners(Environment environment) {
    return switch (environment) {
      case SANDBOX -> List.of("Test Customer One", "Test Customer Two");
      case LIVE -> List.of("Ngozi Okafor", "Tunde Balogun", "Amina Yusuf");
    };
  }

  private static <T> SequencedMap<String, T> bounded() {
    return new LinkedHashMap<>() {
      @Override
      protected boolean removeEldestEntry(Map.Entry<String, T> eldest) {
        return size() > MOST_ENTRIES;
      }
    };
  }
}
