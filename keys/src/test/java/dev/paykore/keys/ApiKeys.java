package dev.paykore.keys;

import java.security.SecureRandom;

/** Records with good defaults, for tests. */
public final class ApiKeys {

  public static final ApiKeyGenerator GENERATOR = new ApiKeyGenerator(new SecureRandom());

  private ApiKeys() {}

  /** An active sandbox Starter key at the given version. */
  public static ApiKeyRecord record(PresentedKey key, long version) {
    return record(key, version, ApiKeyRecord.Status.ACTIVE);
  }

  /** A sandbox Starter key at the given version and of the given status. */
  public static ApiKeyRecord record(PresentedKey key, long version, ApiKeyRecord.Status status) {
    return new ApiKeyRecord(
        key.hash(),
        version,
        "key_0123456789abcdef0123",
        "sec_0123456789abcdef0123",
        "ptn_0123456789abcdef0123",
        key.environment(),
        Tier.STARTER,
        null,
        null,
        null,
        status);
  }
}
