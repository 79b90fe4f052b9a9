package dev.paykore.bench.figures;

import dev.paykore.bench.peer.Peer;

/**
 * Memory of one bucket that is not full.
 *
 * @param bytes in Redis, without the names
 */
public record BucketSize(Peer peer, long bytes) {}
