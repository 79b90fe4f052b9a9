/** The one connection to Redis, and the breaker that spares requests from waiting for it. */
@NullMarked
package dev.paykore.gateway.redis;

import org.jspecify.annotations.NullMarked;
