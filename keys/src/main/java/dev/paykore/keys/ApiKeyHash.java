package dev.paykore.keys;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * The SHA-256 (FIPS 180-4) of a whole key: all that is ever kept of a key. A key has 256 bits of
 * entropy, so neither salt nor a slow hash would add anything.
 *
 * <p>Processes remember very many of them, and each request makes one, so it is kept as the 256
 * bits that it is. Stores know it as 64 lower-case hex digits.
 */
public final class ApiKeyHash {

  private static final int HEX_LENGTH = 64;
  private static final int HEX_OF_A_LONG = 16;
  private static final HexFormat HEX = HexFormat.of();

  /** Only ever copied, which costs less than to ask the platform for another one. */
  private static final MessageDigest UNUSED_DIGEST = sha256();

  private final long first;
  private final long second;
  private final long third;
  private final long fourth;

  /**
   * Reads the form that stores know.
   *
   * @param hex 64 lower-case hex digits
   */
  public ApiKeyHash(String hex) {
    if (!ApiKeyFormat.isLowerCaseHex(hex, 0, HEX_LENGTH) || hex.length() != HEX_LENGTH) {
      throw new IllegalArgumentException("hash: expected 64 lower-case hex digits");
    }
    first = readLong(hex, 0);
    second = readLong(hex, 1);
    third = readLong(hex, 2);
    fourth = readLong(hex, 3);
  }

  private ApiKeyHash(ByteBuffer digest) {
    first = digest.getLong();
    second = digest.getLong();
    third = digest.getLong();
    fourth = digest.getLong();
  }

  static ApiKeyHash of(String key) {
    byte[] digest = newDigest().digest(key.getBytes(StandardCharsets.US_ASCII));
    return new ApiKeyHash(ByteBuffer.wrap(digest));
  }

  /** 64 lower-case hex digits. */
  public String hex() {
    return HEX.toHexDigits(first)
        + HEX.toHexDigits(second)
        + HEX.toHexDigits(third)
        + HEX.toHexDigits(fourth);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof ApiKeyHash that
        && first == that.first
        && second == that.second
        && third == that.third
        && fourth == that.fourth;
  }

  /** Any bits of a SHA-256 are as good as any others. */
  @Override
  public int hashCode() {
    return Long.hashCode(first);
  }

  @Override
  public String toString() {
    return hex();
  }

  private static long readLong(String hex, int index) {
    int from = index * HEX_OF_A_LONG;
    return HexFormat.fromHexDigitsToLong(hex, from, from + HEX_OF_A_LONG);
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
