package dev.paykore.console.key;

import dev.paykore.keys.PresentedKey;

/**
 * A key with a secret that was made just now and that nobody can ask for again.
 *
 * @param key the key
 * @param secret to be shown once
 */
public record IssuedKey(ApiKey key, PresentedKey secret) {}
