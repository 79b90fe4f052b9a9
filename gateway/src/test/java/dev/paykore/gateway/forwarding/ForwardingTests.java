package dev.paykore.gateway.forwarding;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paykore.gateway.clock.MonotonicClock;
import dev.paykore.gateway.forwarding.breaker.BreakerBounds;
import dev.paykore.gateway.forwarding.breaker.CallVerdict;
import dev.paykore.gateway.forwarding.breaker.DownstreamBreaker;
import dev.paykore.gateway.forwarding.breaker.DownstreamBreakers;
import dev.paykore.gateway.stores.ManualTicker;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What the breaker and the bound for slow clients hear of a call. */
class ForwardingTests {

  private final ManualTicker time = new ManualTicker();
  private final SlowClients slowClients = new SlowClients(1);
  private final DownstreamBreaker breaker =
      new DownstreamBreakers(
              new BreakerBounds(Duration.ofSeconds(10), 1, 50, Duration.ofSeconds(5), 1),
              new MonotonicClock(Clock.systemUTC(), time::read),
              new SimpleMeterRegistry())
          .of(URI.create("http://wallets:8181"));

  private final Forwarding forwarding = forwarding();

  @Test
  void aCallThatTriesADownstreamLeavesItsPlaceWhileItsClientIsWaitedFor() {
    tryAgain();
    assertThat(breaker.allows()).isFalse();
    assertThat(forwarding.mayWaitForClient()).isTrue();
    assertThat(breaker.allows()).isTrue();
  }

  @Test
  void aFailureOfItsDownstreamCountsOnceTheClientHasGoneOn() {
    forwarding.mayWaitForClient();
    forwarding.clientGoesOn();
    assertThat(slowClients.of("a")).isZero();
    forwarding.failed();
    assertThat(breaker.allows()).isFalse();
  }

  @Test
  void aFailureWhileTheClientIsWaitedForDoesNot() {
    forwarding.mayWaitForClient();
    forwarding.failed();
    assertThat(breaker.allows()).isTrue();
  }

  @Test
  void whatEndsLeavesItsPlaceAndIsNotCountedAsSlow() {
    tryAgain();
    assertThat(breaker.allows()).isFalse();
    forwarding.ended();
    assertThat(breaker.allows()).isTrue();
    forwarding.mayWaitForClient();
    assertThat(slowClients.of("a")).isZero();
  }

  private void tryAgain() {
    forwarding().failed();
    time.advance(Duration.ofSeconds(6));
    assertThat(breaker.allows()).isTrue();
  }

  private Forwarding forwarding() {
    return new Forwarding(null, new CallVerdict(breaker), new ClientWait(slowClients, "a"));
  }
}
