package dev.paykore.keys.redis;

import dev.paykore.keys.ApiKeyRecord;
import java.time.Duration;

/**
 * A record and how much longer it may be believed, as both were in Redis at one moment, or are to
 * be.
 *
 * @param remainingLife positive; at most {@link RecordLife#LOOK_UP} where it was read
 */
public record StoredRecord(ApiKeyRecord record, Duration remainingLife) {}
