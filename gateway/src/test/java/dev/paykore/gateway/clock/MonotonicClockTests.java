package dev.paykore.gateway.clock;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paykore.gateway.stores.ManualTicker;
import dev.paykore.gateway.testing.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

class MonotonicClockTests {

  private final ManualClock wallClock = new ManualClock();
  private final ManualTicker time = new ManualTicker();
  private final MonotonicClock clock = new MonotonicClock(wallClock, time::read);
  private final Instant start = wallClock.instant();

  @Test
  void beginsWithTheOtherClockAndTellsWhatHasPassed() {
    assertThat(clock.instant()).isEqualTo(start);
    time.advance(Duration.ofMillis(1500));
    assertThat(clock.instant()).isEqualTo(start.plusMillis(1500));
  }

  @Test
  void doesNotFollowTheOtherClock() {
    wallClock.advance(Duration.ofHours(-1));
    assertThat(clock.instant()).isEqualTo(start);
    wallClock.advance(Duration.ofDays(3));
    assertThat(clock.instant()).isEqualTo(start);
  }

  @Test
  void isTheSameInEveryZone() {
    ZoneId lagos = ZoneId.of("Africa/Lagos");
    time.advance(Duration.ofSeconds(1));
    assertThat(clock.withZone(lagos).getZone()).isEqualTo(lagos);
    assertThat(clock.withZone(lagos).instant()).isEqualTo(clock.instant());
  }
}
