package dev.paykore.gateway.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paykore.gateway.clock.MonotonicClock;
import dev.paykore.gateway.meter.StoreTimers;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

class RedisBreakersTests {

  private static final Duration TIMEOUT = Duration.ofMillis(50);
  private static final RedisProperties PROPERTIES =
      new RedisProperties(TIMEOUT, 1, Duration.ofMinutes(1));
  private static final StoreTimers TIMERS = StoreTimers.of("redis", new SimpleMeterRegistry());

  /** Of a key "server/name" it is the server that has it. */
  private final Set<String> servers = new HashSet<>(List.of("one", "two"));

  private final RedisBreakers breakers =
      new RedisBreakers(RedisBudget.of(TIMEOUT), new Servers(), server -> breaker());

  @Test
  void aServerThatIsAwayTakesTheKeysOfNoOtherAlong() {
    fail("one/a");
    assertThat(succeeds("one/b")).isFalse();
    assertThat(succeeds("two/a")).isTrue();
  }

  @Test
  void theBreakerThatIsFurthestOpenIsTold() {
    assertThat(breakers.openness()).isZero();
    succeeds("two/a");
    assertThat(breakers.openness()).isZero();
    fail("one/a");
    assertThat(breakers.openness()).isEqualTo(1);
  }

  @Test
  void whoIsThereNoLongerIsOpenNoLonger() {
    fail("one/a");
    servers.remove("one");
    assertThat(breakers.openness()).isZero();
    servers.add("one");
    assertThat(succeeds("one/a")).isTrue();
  }

  private void fail(String key) {
    Mono<String> failing = Mono.error(new IllegalStateException("down"));
    breakers.of(key).protect(failing, new RedisWait()).onErrorComplete().block();
  }

  private boolean succeeds(String key) {
    return breakers
        .of(key)
        .protect(Mono.just(true), new RedisWait())
        .onErrorReturn(RedisUnavailableException.class, false)
        .block();
  }

  private static RedisBreaker breaker() {
    return new RedisBreaker(
        RedisCircuit.create(PROPERTIES, MonotonicClock.ofSystem()),
        TIMEOUT,
        TIMERS,
        Schedulers::parallel);
  }

  private final class Servers implements RedisServers {

    @Override
    public String of(String key) {
      return key.substring(0, key.indexOf('/'));
    }

    @Override
    public boolean has(String server) {
      return servers.contains(server);
    }
  }
}
