package dev.paykore.gateway.stores;

import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** Time that passes when a test says so. It starts just below the overflow of a long. */
public final class ManualTicker implements Ticker {

  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1);

  @Override
  public long read() {
    return nanos.get();
  }

  public void advance(Duration duration) {
    nanos.addAndGet(duration.toNanos());
  }
}
