package dev.paykore.console.usage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paykore.console.Console;
import dev.paykore.console.Edges;
import dev.paykore.console.key.ApiKey;
import dev.paykore.console.key.Keys;
import dev.paykore.console.key.Label;
import dev.paykore.console.key.NewKey;
import dev.paykore.console.user.Caller;
import dev.paykore.keys.Environment;
import dev.paykore.keys.redis.RedisNames;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;

class UsageRollUpTests {

  private final UsageRollUp rollUp = Console.bean(UsageRollUp.class);
  private final ApiKey key =
      Console.bootstrap()
          .createKey(Console.partner().id(), new NewKey(new Label("u"), Environment.SANDBOX, null))
          .key();

  @Test
  void mayRunTwiceAndAtOnceWithoutCountingTwice() {
    use(7);
    Flux.range(0, 5).flatMap(i -> rollUp.run()).blockLast();
    rollUp.run().block();
    assertThat(rolledUp()).isEqualTo(7);
    use(5);
    rollUp.run().block();
    assertThat(rolledUp()).isEqualTo(12);
  }

  @Test
  void addsWhatWasCountedAfterRedisLostItsCounters() {
    use(7);
    rollUp.run().block();
    long today = Instant.now().getEpochSecond() / 86_400;
    Console.redis()
        .sync()
        .del(RedisNames.usageHours(key.id(), today), RedisNames.usageCurrent(key.id()));
    use(5);
    rollUp.run().block();
    assertThat(rolledUp()).isEqualTo(12);
  }

  @Test
  void keepsWhenASecretWasLastUsed() {
    use(1);
    rollUp.run().block();
    ApiKey found = Console.bean(Keys.class).find(Caller.SYSTEM, key.id()).block();
    assertThat(found.lastUsedAt()).isBetween(Instant.now().minusSeconds(60), Instant.now());
  }

  @Test
  void showsLiveWhatTheEdgesReport() {
    use(3);
    use(4);
    UsageSeries live = Console.bean(Usage.class).of(key.id(), Resolution.SECOND).block();
    assertThat(live.total().allowed()).isEqualTo(7);
    assertThat(live.points()).hasSize(120);
    assertThat(live.requestsBySecret()).containsEntry(key.currentSecret().id(), 7L);
  }

  private void use(long requests) {
    Edges.allow(key, key.currentSecret().id(), requests);
  }

  private long rolledUp() {
    return Console.bean(Usage.class).of(key.id(), Resolution.HOUR).block().total().allowed();
  }
}
