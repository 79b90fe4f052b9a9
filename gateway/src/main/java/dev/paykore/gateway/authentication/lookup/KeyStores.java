package dev.paykore.gateway.authentication.lookup;

import dev.paykore.gateway.redis.RedisBreaker;
import dev.paykore.keys.redis.RedisRecords;

/**
 * Where keys are looked up beyond this process.
 *
 * @param redis the records that all edges share
 * @param breaker around every call of them
 * @param postgres the truth
 */
public record KeyStores(RedisRecords redis, RedisBreaker breaker, RecordSource postgres) {}
