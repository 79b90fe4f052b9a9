package dev.paykore.keys.usage;

import java.util.List;

/**
 * A key's counts by hour of one day.
 *
 * @param counterId names the counters: they only grow while the id stays, and begin anew with
 *     another id if Redis has lost them
 * @param counts one entry a secret and hour
 */
public record HourlyUsage(String counterId, List<UsageCount> counts) {}
