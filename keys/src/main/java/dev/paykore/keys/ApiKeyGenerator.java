package dev.paykore.keys;

import java.security.SecureRandom;
import java.util.HexFormat;

/** Makes keys of 256 bits from a strong random source, and the public ids beside them. */
public final class ApiKeyGenerator {

  private static final int KEY_BYTES = 32;
  private static final int ID_BYTES = 10;

  private final SecureRandom random;

  public ApiKeyGenerator(SecureRandom random) {
    this.random = random;
  }

  /** A new secret key of the environment. */
  public PresentedKey newKey(Environment environment) {
    String text = environment.keyPrefix() + hex(KEY_BYTES);
    return PresentedKey.parse(text).orElseThrow();
  }

  /** A new public id such as {@code key_0f3c…}: the prefix, {@code _} and 80 random bits in hex. */
  public String newId(String prefix) {
    return prefix + "_" + hex(ID_BYTES);
  }

  private String hex(int bytes) {
    byte[] buffer = new byte[bytes];
    random.nextBytes(buffer);
    return HexFormat.of().formatHex(buffer);
  }
}
