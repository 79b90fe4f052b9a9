package dev.paykore.console.key;

import dev.paykore.keys.Environment;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * What is wanted of a new key.
 *
 * @param label what it is for
 * @param environment where it works
 * @param expiresOn from 00:00 UTC of which day it is refused, or {@code null} for never
 */
public record NewKey(Label label, Environment environment, @Nullable LocalDate expiresOn) {}
