/**
 * How much a key may call: one token bucket a key, shared by all replicas through Redis.
 *
 * <p>{@code RateLimitFilter} asks {@code ApiKeyRateLimiter}, which asks {@code
 * FailoverTokenBuckets}: {@code RedisTokenBuckets}, or {@code LocalTokenBuckets} while Redis gives
 * no answer. The arithmetic is {@code TokenBucket}, and once more {@code take-tokens.lua}. A worked
 * example is in {@code docs/rate-limit.md}.
 */
@NullMarked
package dev.paykore.gateway.ratelimit;

import org.jspecify.annotations.NullMarked;
