package dev.paykore.gateway.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paykore.gateway.redis.RedisBudget;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

class LineTests {

  private static final RedisBudget AGES = RedisBudget.of(Duration.ofHours(1));
  private static final RedisBudget NO_PATIENCE = new RedisBudget(1);

  private final List<Waiter> due = new ArrayList<>();

  @Test
  void theFirstIsDueAtOnceAndTheNextWhenItsCallIsAnswered() {
    Waiter first = waiter();
    Waiter second = waiter();
    Line line = new Line(AGES).join(first, due).join(second, due);
    assertThat(due).containsExactly(first);
    due.clear();
    assertThat(line.answered(System.nanoTime(), due)).isSameAs(line);
    assertThat(due).containsExactly(second);
    assertThat(line.answered(System.nanoTime(), due)).isNull();
  }

  @Test
  void nobodyWaitsBehindASlowCallOnceAnotherComes() {
    Line line = new Line(NO_PATIENCE).join(waiter(), due);
    Waiter second = waiter();
    due.clear();
    line.join(second, due);
    assertThat(due).containsExactly(second);
    assertThat(line.answered(System.nanoTime(), due)).isSameAs(line);
    assertThat(line.answered(System.nanoTime(), due)).isNull();
  }

  @Test
  void aCallWithoutAnAnswerSendsAwayThoseBehindIt() {
    Waiter second = waiter();
    Line line = new Line(AGES).join(waiter(), due).join(second, due);
    due.clear();
    assertThat(line.failed(due)).isNull();
    assertThat(due).containsExactly(second);
  }

  private static Waiter waiter() {
    List<Waiter> made = new ArrayList<>();
    Mono.<RateLimitDecision>create(sink -> made.add(new Waiter(new Demand("key", 1, 300), sink)))
        .subscribe();
    return made.getFirst();
  }
}
