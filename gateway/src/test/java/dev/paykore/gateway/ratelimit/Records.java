package dev.paykore.gateway.ratelimit;

import dev.paykore.keys.ApiKeyGenerator;
import dev.paykore.keys.ApiKeyRecord;
import dev.paykore.keys.Environment;
import dev.paykore.keys.Tier;
import java.security.SecureRandom;
import org.jspecify.annotations.Nullable;

/** Records of fresh keys. */
final class Records {

  private static final ApiKeyGenerator GENERATOR = new ApiKeyGenerator(new SecureRandom());

  private Records() {}

  /** A key at version 1. */
  static ApiKeyRecord record(Tier tier, @Nullable Integer requestsPerMinute) {
    return new ApiKeyRecord(
        GENERATOR.newKey(Environment.SANDBOX).hash(),
        1,
        GENERATOR.newId("key"),
        GENERATOR.newId("sec"),
        GENERATOR.newId("ptn"),
        Environment.SANDBOX,
        tier,
        requestsPerMinute,
        null,
        null,
        ApiKeyRecord.Status.ACTIVE);
  }

  /** The same key after a change of its limit. */
  static ApiKeyRecord changed(ApiKeyRecord key, long version, int requestsPerMinute) {
    return new ApiKeyRecord(
        key.hash(),
        version,
        key.keyId(),
        key.secretId(),
        key.partnerId(),
        key.environment(),
        key.tier(),
        requestsPerMinute,
        key.expiresOn(),
        key.retiresAt(),
        key.status());
  }
}
