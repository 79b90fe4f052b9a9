package dev.paykore.gateway.forwarding.client;

import reactor.netty.resources.ConnectionProvider;

/** The connections to each downstream: a fixed number of them, and a fixed number who wait. */
final class DownstreamPools {

  private DownstreamPools() {}

  /** Kept for the next request, the last used first, for less time than downstreams keep them. */
  static ConnectionProvider pooled(DownstreamProperties bounds, PoolMeters meters) {
    return bounded("downstream", bounds, meters)
        .lifo()
        .maxIdleTime(bounds.maxIdleTime())
        .maxLifeTime(bounds.maxLifeTime())
        .evictInBackground(bounds.maxIdleTime())
        .build();
  }

  /** Each used once. */
  static ConnectionProvider fresh(DownstreamProperties bounds, PoolMeters meters) {
    return bounded("downstream-fresh", bounds, meters)
        .evictionPredicate((connection, use) -> use.acquireCount() > 0)
        .build();
  }

  private static ConnectionProvider.Builder bounded(
      String name, DownstreamProperties bounds, PoolMeters meters) {
    return ConnectionProvider.builder(name)
        .metrics(true, () -> meters)
        .maxConnections(bounds.maxConnections())
        .pendingAcquireMaxCount(bounds.maxWaiting())
        .pendingAcquireTimeout(bounds.waitTimeout());
  }
}
