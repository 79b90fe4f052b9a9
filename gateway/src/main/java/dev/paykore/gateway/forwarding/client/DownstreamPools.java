package dev.paykore.gateway.forwarding.client;

import reactor.netty.resources.ConnectionProvider;

/** The connections to each downstream: a fixed number of them, and a fixed number who wait. */
final class DownstreamPools {

  private DownstreamPools() {}

  /** Kept for the next request, the last used first, for less time than downstreams keep them. */
  static ConnectionProvider pooled(DownstreamProperties bounds) {
    return bounded("downstream", bounds)
        .lifo()
        .maxIdleTime(bounds.maxIdleTime())
        .maxLifeTime(bounds.maxLifeTime())
        .evictInBackground(bounds.maxIdleTime())
        .build();
  }

  /** Each used once. */
  static ConnectionProvider fresh(DownstreamProperties bounds) {
    return bounded("downstream-fresh", bounds)
        .evictionPredicate((connection, use) -> use.acquireCount() > 0)
        .build();
  }

  private static ConnectionProvider.Builder bounded(String name, DownstreamProperties bounds) {
    return ConnectionProvider.builder(name)
        .maxConnections(bounds.maxConnections())
        .pendingAcquireMaxCount(bounds.maxWaiting())
        .pendingAcquireTimeout(bounds.waitTimeout());
  }
}
