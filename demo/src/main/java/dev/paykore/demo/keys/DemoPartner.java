package dev.paykore.demo.keys;

import dev.paykore.keys.Tier;
import org.jspecify.annotations.Nullable;

/**
 * A partner of the demo.
 *
 * @param name its name
 * @param tier its plan
 * @param requestsPerMinute its own limit, which Scale has, or {@code null} for the tier's
 */
record DemoPartner(String name, Tier tier, @Nullable Integer requestsPerMinute) {}
