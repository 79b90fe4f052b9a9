package dev.paykore.gateway.edge;

import dev.paykore.gateway.stores.Stores;
import dev.paykore.gateway.testing.Downstream;
import dev.paykore.gateway.testing.RunningEdge;

/** One edge with the repository's own configuration, its stores and its downstreams. */
final class EdgeFixture implements AutoCloseable {

  final Stores stores = Stores.start();
  final Downstream sandboxWallets = Downstream.answering("sandbox wallets");
  final Downstream liveWallets = Downstream.answering("live wallets");
  final Downstream sandboxTransactions = Downstream.answering("sandbox transactions");
  final Downstream liveTransactions = Downstream.answering("live transactions");
  final RunningEdge edge;

  private EdgeFixture(String... properties) {
    edge = RunningEdge.start(stores, RunningEdge.CONFIG, with(properties));
  }

  static EdgeFixture start(String... properties) {
    return new EdgeFixture(properties);
  }

  private String[] with(String... properties) {
    String[] all = new String[properties.length + 4];
    System.arraycopy(properties, 0, all, 4, properties.length);
    all[0] = "PAYKORE_WALLETS_SANDBOX_URL=" + sandboxWallets.url();
    all[1] = "PAYKORE_WALLETS_LIVE_URL=" + liveWallets.url();
    all[2] = "PAYKORE_TRANSACTIONS_SANDBOX_URL=" + sandboxTransactions.url();
    all[3] = "PAYKORE_TRANSACTIONS_LIVE_URL=" + liveTransactions.url();
    return all;
  }

  @Override
  public void close() {
    edge.close();
    sandboxWallets.close();
    liveWallets.close();
    sandboxTransactions.close();
    liveTransactions.close();
    stores.close();
  }
}
