package dev.paykore.keys;

import java.util.Optional;

/**
 * A well-formed secret key. It gives its environment, its hash and its last four characters, and
 * never prints itself; only {@link #reveal()} gives the key.
 */
public final class PresentedKey {

  private static final int LAST_FOUR = 4;

  private final String key;

  private PresentedKey(String key) {
    this.key = key;
  }

  /** The key, if the text is exactly {@code sk_(live|test)_[0-9a-f]{64}}. */
  public static Optional<PresentedKey> parse(String text) {
    return ApiKeyFormat.isSecretKey(text) ? Optional.of(new PresentedKey(text)) : Optional.empty();
  }

  /** The environment that the prefix names. */
  public Environment environment() {
    return key.startsWith(Environment.LIVE.keyPrefix()) ? Environment.LIVE : Environment.SANDBOX;
  }

  /** The name under which the key is looked up everywhere. */
  public ApiKeyHash hash() {
    return ApiKeyHash.of(key);
  }

  /** What a dashboard may show of a key. */
  public String lastFour() {
    return key.substring(key.length() - LAST_FOUR);
  }

  /** The key itself, for the one answer that shows it to its owner. */
  public String reveal() {
    return key;
  }

  @Override
  public String toString() {
    return environment().keyPrefix() + "…" + lastFour();
  }
}
