package dev.paykore.gateway.error;

import java.util.Locale;

/** Whether a request had reached a downstream when it failed: may it be sent again? */
public enum Forwarded {
  /** No byte of it was written to a downstream. */
  NO,
  /** The whole request was written, or a response had begun. */
  YES,
  /** Anything else. */
  UNKNOWN;

  /** The value of {@code meta.forwarded}. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
