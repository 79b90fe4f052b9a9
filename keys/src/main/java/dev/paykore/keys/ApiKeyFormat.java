package dev.paykore.keys;

/**
 * The form of a secret key, {@code sk_(live|test)_[0-9a-f]{64}}, and of what merely claims to be a
 * PayKore key.
 */
public final class ApiKeyFormat {

  private static final int PREFIX_LENGTH = 8;
  private static final int LENGTH = PREFIX_LENGTH + 64;

  private ApiKeyFormat() {}

  /** Whether the text starts like one of our keys, secret or publishable, well-formed or not. */
  public static boolean claimsToBeOurs(String text) {
    return text.startsWith("sk_live_")
        || text.startsWith("sk_test_")
        || text.startsWith("pk_live_")
        || text.startsWith("pk_test_");
  }

  static boolean isSecretKey(String text) {
    return text.length() == LENGTH
        && (text.startsWith(Environment.LIVE.keyPrefix())
            || text.startsWith(Environment.SANDBOX.keyPrefix()))
        && isLowerCaseHex(text, PREFIX_LENGTH, LENGTH);
  }

  static boolean isLowerCaseHex(String text, int from, int to) {
    if (text.length() < to) {
      return false;
    }
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      if ((c < '0' || c > '9') && (c < 'a' || c > 'f')) {
        return false;
      }
    }
    return true;
  }
}
