package dev.paykore.demo.wallets;

import dev.paykore.keys.Environment;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** The four services behind the edge: wallets and transactions, for sandbox and for live. */
public final class WalletServices implements AutoCloseable {

  private final Map<String, StandInService> services = new LinkedHashMap<>();

  private WalletServices() {}

  /** Starts them on free ports. */
  public static WalletServices start() {
    WalletServices all = new WalletServices();
    for (Environment environment : Environment.values()) {
      Ledger ledger = Ledger.of(environment, Clock.systemUTC());
      all.start("wallets", ledger);
      all.start("transactions", ledger);
    }
    return all;
  }

  /** Their addresses, each under the name that {@code config/routes.yml} has for it. */
  public Map<String, String> urls() {
    Map<String, String> urls = new LinkedHashMap<>();
    services.forEach((name, service) -> urls.put(name, service.url()));
    return urls;
  }

  @Override
  public void close() {
    services.values().forEach(StandInService::close);
  }

  private void start(String name, Ledger ledger) {
    String variable = "PAYKORE_%s_%s_URL".formatted(name, ledger.environment().wireName());
    services.put(variable.toUpperCase(Locale.ROOT), StandInService.start(name, ledger));
  }
}
