package dev.paykore.keys;

import java.util.Locale;

/**
 * One of the two worlds that a key, a route and a wallet service belong to; there is no crossover.
 */
public enum Environment {
  SANDBOX("sk_test_"),
  LIVE("sk_live_");

  private final String keyPrefix;
  private final String wireName = name().toLowerCase(Locale.ROOT);

  Environment(String keyPrefix) {
    this.keyPrefix = keyPrefix;
  }

  /** What every secret key of this environment starts with. */
  public String keyPrefix() {
    return keyPrefix;
  }

  /** The lower-case name used in configuration, in headers, in Redis and in Postgres. */
  public String wireName() {
    return wireName;
  }

  /**
   * Reads a {@link #wireName()}.
   *
   * @throws IllegalArgumentException if the text names no environment
   */
  public static Environment ofWireName(String text) {
    for (Environment environment : values()) {
      if (environment.wireName.equals(text)) {
        return environment;
      }
    }
    throw new IllegalArgumentException(
        "environment: '%s' (expected: sandbox or live)".formatted(text));
  }
}
