package dev.paykore.bench.keys;

import dev.paykore.keys.PresentedKey;

/**
 * A sandbox key that exists, in Postgres for the edge and in Redis for the peers.
 *
 * @param id the public id, which names the edge's bucket
 * @param secret the key itself, made at run time
 * @param requestsPerMinute its limit
 */
public record IssuedKey(String id, PresentedKey secret, int requestsPerMinute) {}
