/** How much a key may call: one token bucket a key, shared by all replicas through Redis. */
@NullMarked
package dev.paykore.gateway.ratelimit;

import org.jspecify.annotations.NullMarked;
