package dev.paykore.gateway.credential;

import dev.paykore.keys.PresentedKey;

/** What a request presents as its API key. */
public sealed interface PresentedCredential {

  PresentedCredential MISSING = new Missing();
  PresentedCredential MALFORMED = new Malformed();

  /** Nothing that could be meant as an API key. */
  record Missing() implements PresentedCredential {}

  /** Something that is meant as an API key and cannot be one, or more than one. */
  record Malformed() implements PresentedCredential {}

  /** One well-formed secret key, which may exist or not. */
  record Key(PresentedKey key) implements PresentedCredential {}
}
