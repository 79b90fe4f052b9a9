package dev.paykore.gateway.redis;

/** Which servers there are. */
public interface RedisServers {

  /** The one server for all keys, outside a cluster and until the cluster is known. */
  String ONE = "";

  /** The address of the server that has a key, or {@link #ONE}. */
  String of(String key);

  /** Whether there is still such a server. */
  boolean has(String server);
}
