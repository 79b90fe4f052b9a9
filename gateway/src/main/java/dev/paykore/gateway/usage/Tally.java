package dev.paykore.gateway.usage;

import dev.paykore.keys.usage.UsageCount;

/** How often one secret was used in one stretch of time. */
record Tally(long allowed, long limited, long errors) {

  static final Tally ALLOWED = new Tally(1, 0, 0);
  static final Tally LIMITED = new Tally(0, 1, 0);
  static final Tally FAILED = new Tally(1, 0, 1);

  Tally plus(Tally other) {
    return new Tally(allowed + other.allowed, limited + other.limited, errors + other.errors);
  }

  UsageCount toCount(Slot slot) {
    return new UsageCount(slot.secretId(), slot.epochSecond(), allowed, limited, errors);
  }
}
