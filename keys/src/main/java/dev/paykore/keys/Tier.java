package dev.paykore.keys;

import java.util.Locale;

/** A partner's rate-limit plan; how many requests a minute each tier allows is configuration. */
public enum Tier {
  STARTER,
  GROWTH,
  SCALE;

  private final String wireName = name().toLowerCase(Locale.ROOT);

  /** The lower-case name used in configuration, in headers, in Redis and in Postgres. */
  public String wireName() {
    return wireName;
  }

  /**
   * Reads a {@link #wireName()}.
   *
   * @throws IllegalArgumentException if the text names no tier
   */
  public static Tier ofWireName(String text) {
    for (Tier tier : values()) {
      if (tier.wireName.equals(text)) {
        return tier;
      }
    }
    throw new IllegalArgumentException(
        "tier: '%s' (expected: starter, growth or scale)".formatted(text));
  }
}
