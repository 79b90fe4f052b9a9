package dev.paykore.keys;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The SHA-256 (FIPS 180-4) of a whole key, as 64 lower-case hex digits: all that is ever kept of a
 * key. A key has 256 bits of entropy, so neither salt nor a slow hash would add anything.
 *
 * @param hex 64 lower-case hex digits
 */
public record ApiKeyHash(String hex) {

  private static final int HEX_LENGTH = 64;

  /** Only ever copied, which costs less than to ask the platform for another one. */
  private static final MessageDigest UNUSED_DIGEST = sha256();

  public ApiKeyHash {
    if (!ApiKeyFormat.isLowerCaseHex(hex, 0, HEX_LENGTH) || hex.length() != HEX_LENGTH) {
      throw new IllegalArgumentException("hash: expected 64 lower-case hex digits");
    }
  }

  static ApiKeyHash of(String key) {
    byte[] digest = newDigest().digest(key.getBytes(StandardCharsets.US_ASCII));
    return new ApiKeyHash(HexFormat.of().formatHex(digest));
  }

  private static MessageDigest newDigest() {
    try {
      return (MessageDigest) UNUSED_DIGEST.clone();
    } catch (CloneNotSupportedException e) {
      // A provider of the platform's owner may have a digest that cannot be copied.
      return sha256();
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
