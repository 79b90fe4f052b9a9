package dev.paykore.gateway.stores;

import dev.paykore.keys.PresentedKey;

/** A key that is in Postgres, with the public ids around it. */
public record IssuedKey(PresentedKey key, String partnerId, String keyId, String secretId) {}
