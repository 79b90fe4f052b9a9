package dev.paykore.keys.redis;

import dev.paykore.keys.ApiKeyHash;

/**
 * The names of everything kept in Redis. What one script touches together shares a hash tag, so
 * that it lies in one slot of a Redis Cluster.
 */
public final class RedisNames {

  private RedisNames() {}

  /** The record of one secret, by the secret's hash. */
  public static String record(ApiKeyHash hash) {
    return "paykore:record:" + hash.hex();
  }

  /** The highest version of the key that the console has published. */
  public static String version(String keyId) {
    return "paykore:{" + keyId + "}:version";
  }

  /** The key's token bucket. */
  public static String bucket(String keyId) {
    return "paykore:{" + keyId + "}:bucket";
  }
}
