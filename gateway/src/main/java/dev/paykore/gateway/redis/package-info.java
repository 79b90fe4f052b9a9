/**
 * The connections to Redis, the breaker that spares requests from waiting for it, and the way back.
 */
@NullMarked
package dev.paykore.gateway.redis;

import org.jspecify.annotations.NullMarked;
