package dev.paykore.gateway.forwarding.breaker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paykore.gateway.clock.MonotonicClock;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** One breaker for scheme, host and port; only what says something of a downstream counts. */
class DownstreamBreakersTests {

  private static final URI WALLETS = URI.create("http://wallets:8181");

  private final DownstreamBreakers breakers =
      new DownstreamBreakers(
          new BreakerBounds(Duration.ofSeconds(10), 4, 50, Duration.ofSeconds(5), 1),
          MonotonicClock.ofSystem(),
          new SimpleMeterRegistry());

  @Test
  void routesToTheSameSchemeHostAndPortShareOne() {
    DownstreamBreaker one = breakers.of(WALLETS);
    assertThat(breakers.of(URI.create("http://WALLETS:8181/"))).isSameAs(one);
    assertThat(breakers.of(URI.create("http://a")))
        .isSameAs(breakers.of(URI.create("http://a:80")));
    assertThat(breakers.of(URI.create("https://a")))
        .isSameAs(breakers.of(URI.create("https://a:443")));
  }

  @Test
  void anotherSchemeHostOrPortHasAnother() {
    DownstreamBreaker one = breakers.of(WALLETS);
    assertThat(breakers.of(URI.create("https://wallets:8181"))).isNotSameAs(one);
    assertThat(breakers.of(URI.create("http://wallets:8182"))).isNotSameAs(one);
    assertThat(breakers.of(URI.create("http://transactions:8181"))).isNotSameAs(one);
  }

  @Test
  void halfOfEnoughCallsThatFailOpenItAndOthersStayClosed() {
    DownstreamBreaker breaker = breakers.of(WALLETS);
    for (int i = 0; i < 2; i++) {
      assertThat(breaker.allows()).isTrue();
      breaker.answered(1);
    }
    breaker.failed();
    assertThat(breaker.allows()).isTrue();
    breaker.failed();
    assertThat(breaker.allows()).isFalse();
    assertThat(breakers.of(URI.create("http://transactions:8181")).allows()).isTrue();
    assertThat(breaker.retryAfterSeconds()).isEqualTo(5);
  }

  @Test
  void callsThatSayNothingNeverOpenIt() {
    DownstreamBreaker breaker = breakers.of(WALLETS);
    for (int i = 0; i < 100; i++) {
      assertThat(breaker.allows()).isTrue();
      breaker.saysNothing();
    }
    assertThat(breaker.allows()).isTrue();
  }
}
