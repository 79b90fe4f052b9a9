package dev.paykore.gateway.ratelimit;

import dev.paykore.gateway.redis.RedisWait;

/**
 * One request's wish for a token.
 *
 * @param keyId the public id of the key, which names the bucket
 * @param version the version of the record that the limit is from
 * @param limit the requests a minute that the key is allowed
 * @param waited what the request has waited for Redis
 */
record Demand(String keyId, long version, int limit, RedisWait waited) {

  private static final String SEPARATOR = "/";
  private static final int PARTS = 3;

  /** The wish of a request that has not waited yet. */
  Demand(String keyId, long version, int limit) {
    this(keyId, version, limit, new RedisWait());
  }

  /** Reads an {@link #asText()}. */
  static Demand parse(String text) {
    String[] parts = text.split(SEPARATOR, -1);
    if (parts.length != PARTS) {
      throw new IllegalArgumentException(
          "demand: '%s' (expected: key id/version/limit)".formatted(text));
    }
    return new Demand(parts[0], Long.parseLong(parts[1]), Integer.parseInt(parts[2]));
  }

  /** The demand as one string, all that the gateway's own limiter interface lets through. */
  String asText() {
    return keyId + SEPARATOR + version + SEPARATOR + limit;
  }
}
