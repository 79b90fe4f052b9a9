package dev.paykore.gateway.forwarding.client;

import dev.paykore.gateway.meter.EdgeMeter;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToIntFunction;
import reactor.netty.resources.ConnectionPoolMetrics;
import reactor.netty.resources.ConnectionProvider.MeterRegistrar;

/**
 * The gauge {@link EdgeMeter#DOWNSTREAM_CONNECTIONS}, by downstream (host and port) and state:
 * {@code active} carries a request, {@code idle} waits for one, and {@code pending} are requests
 * that wait for a connection. A downstream's pools, one for each way to it, are added up.
 */
final class PoolMeters implements MeterRegistrar {

  private final Map<String, Map<String, ConnectionPoolMetrics>> pools = new ConcurrentHashMap<>();
  private final MeterRegistry meters;

  PoolMeters(MeterRegistry meters) {
    this.meters = meters;
  }

  @Override
  public void registerMetrics(
      String pool, String id, SocketAddress address, ConnectionPoolMetrics metrics) {
    pools.computeIfAbsent(nameOf(address), this::register).put(pool + id, metrics);
  }

  @Override
  public void deRegisterMetrics(String pool, String id, SocketAddress address) {
    pools.getOrDefault(nameOf(address), new ConcurrentHashMap<>()).remove(pool + id);
  }

  private Map<String, ConnectionPoolMetrics> register(String downstream) {
    Map<String, ConnectionPoolMetrics> itsPools = new ConcurrentHashMap<>();
    gauge(downstream, "active", itsPools, ConnectionPoolMetrics::acquiredSize);
    gauge(downstream, "idle", itsPools, ConnectionPoolMetrics::idleSize);
    gauge(downstream, "pending", itsPools, ConnectionPoolMetrics::pendingAcquireSize);
    return itsPools;
  }

  private void gauge(
      String downstream,
      String state,
      Map<String, ConnectionPoolMetrics> itsPools,
      ToIntFunction<ConnectionPoolMetrics> size) {
    EdgeMeter.DOWNSTREAM_CONNECTIONS
        .gauge(() -> itsPools.values().stream().mapToInt(size).sum(), downstream, state)
        .register(meters);
  }

  private static String nameOf(SocketAddress address) {
    return address instanceof InetSocketAddress inet
        ? inet.getHostString() + ":" + inet.getPort()
        : address.toString();
  }
}
