package dev.paykore.console.usage;

import java.time.Instant;

/**
 * The use of a key in one stretch of time.
 *
 * @param at where the stretch begins
 * @param allowed let through by the limiter
 * @param limited refused with 429
 * @param errors allowed, and then answered with an error
 */
public record UsagePoint(Instant at, long allowed, long limited, long errors) {

  /** Both together, at the time of this one. */
  UsagePoint plus(long moreAllowed, long moreLimited, long moreErrors) {
    return new UsagePoint(at, allowed + moreAllowed, limited + moreLimited, errors + moreErrors);
  }
}
