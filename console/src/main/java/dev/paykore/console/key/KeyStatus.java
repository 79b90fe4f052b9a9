package dev.paykore.console.key;

import java.util.Locale;

/** What a key is good for at present. */
public enum KeyStatus {
  /** It works. */
  ACTIVE,
  /** It works, with two secrets. */
  ROTATING,
  /** Its expiry date has begun. */
  EXPIRED,
  /** It was revoked. */
  REVOKED;

  /** The lower-case name for the API. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether the key is let in at the edge. */
  public boolean isUsable() {
    return this == ACTIVE || this == ROTATING;
  }
}
