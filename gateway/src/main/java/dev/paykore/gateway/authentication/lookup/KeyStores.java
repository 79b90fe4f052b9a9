package dev.paykore.gateway.authentication.lookup;

import dev.paykore.gateway.redis.RedisBreakers;
import dev.paykore.keys.redis.RedisRecords;

/**
 * Where keys are looked up beyond this process.
 *
 * @param redis the records that all edges share
 * @param breakers around every call of them
 * @param postgres the truth
 */
public record KeyStores(RedisRecords redis, RedisBreakers breakers, RecordSource postgres) {}
