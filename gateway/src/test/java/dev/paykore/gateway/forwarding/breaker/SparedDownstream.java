package dev.paykore.gateway.forwarding.breaker;

import dev.paykore.gateway.clock.MonotonicClock;
import dev.paykore.gateway.stores.ManualTicker;
import dev.paykore.gateway.testing.ManualClock;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.time.Duration;

/** A downstream of which too many calls have failed, and time that passes as a test says. */
final class SparedDownstream {

  static final int TRIALS = 2;
  static final Duration SPARED_FOR = Duration.ofSeconds(5);

  private static final int ENOUGH = 4;

  final ManualClock wallClock = new ManualClock();
  final ManualTicker time = new ManualTicker();
  final DownstreamBreaker breaker =
      new DownstreamBreakers(
              new BreakerBounds(Duration.ofSeconds(10), ENOUGH, 50, SPARED_FOR, TRIALS),
              new MonotonicClock(wallClock, time::read),
              new SimpleMeterRegistry())
          .of(URI.create("http://wallets:8181"));

  SparedDownstream() {
    fail(ENOUGH);
  }

  /** So many calls are made, and fail. */
  void fail(int calls) {
    for (int i = 0; i < calls; i++) {
      new CallVerdict(breaker).failed();
    }
  }

  /** As long passes as it is spared. */
  SparedDownstream later() {
    time.advance(SPARED_FOR.plusMillis(1));
    return this;
  }

  /** How many calls may be made now, one beside the other. */
  int allowed() {
    int allowed = 0;
    while (allowed < 100 && breaker.allows()) {
      allowed++;
    }
    return allowed;
  }
}
