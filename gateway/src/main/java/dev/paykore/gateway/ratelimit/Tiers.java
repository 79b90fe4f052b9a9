package dev.paykore.gateway.ratelimit;

import dev.paykore.gateway.configuration.Reloadable;
import java.util.function.Supplier;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;

/** How much each tier allows a key now. The buckets stay as they are when it changes. */
final class Tiers implements Supplier<RateLimitProperties>, Reloadable {

  private static final String PREFIX = "paykore.edge.requests-per-minute";

  private volatile RateLimitProperties now;

  Tiers(RateLimitProperties started) {
    this.now = started;
  }

  @Override
  public RateLimitProperties get() {
    return now;
  }

  /** The candidate has been checked by then. */
  @Override
  public Runnable prepare(Environment candidate) {
    RateLimitProperties next =
        Binder.get(candidate).bindOrCreate(PREFIX, Bindable.of(RateLimitProperties.class));
    return () -> now = next;
  }
}
