package dev.paykore.keys.postgres;

import org.jspecify.annotations.Nullable;

/** A row of the view says something that no key can be: nobody knows what its key may do. */
public final class InvalidRowException extends RuntimeException {

  InvalidRowException(@Nullable String keyId, Throwable cause) {
    super("the row of key %s is no valid record: %s".formatted(keyId, cause.getMessage()));
  }
}
