package dev.paykore.gateway.redis;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Function;

/**
 * The breaker of the server that has a key. Each server has one of its own, so that a master of a
 * cluster that is lost takes the keys of its slots along and no others.
 */
public final class RedisBreakers {

  private final ConcurrentMap<String, RedisBreaker> breakers = new ConcurrentHashMap<>();
  private final RedisBudget budget;
  private final RedisServers servers;
  private final Function<String, RedisBreaker> maker;

  /**
   * @param budget what each request has for all calls of all servers
   * @param maker makes a server's breaker
   */
  public RedisBreakers(
      RedisBudget budget, RedisServers servers, Function<String, RedisBreaker> maker) {
    this.budget = budget;
    this.servers = servers;
    this.maker = maker;
  }

  /** What each request has. */
  public RedisBudget budget() {
    return budget;
  }

  /** The breaker around calls for a key, by the key's name in Redis. */
  public RedisBreaker of(String key) {
    String server = servers.of(key);
    RedisBreaker made = breakers.get(server);
    return made == null ? breakers.computeIfAbsent(server, maker) : made;
  }

  /**
   * How far the breaker that is furthest open is: 0 closed, 0.5 trying, 1 open. Those of servers
   * that are there no longer are forgotten: nobody would ever close them.
   */
  double openness() {
    breakers.keySet().removeIf(server -> !servers.has(server));
    return breakers.values().stream().mapToDouble(RedisBreaker::openness).max().orElse(0);
  }
}
