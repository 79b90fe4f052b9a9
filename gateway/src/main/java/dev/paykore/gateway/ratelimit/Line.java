package dev.paykore.gateway.ratelimit;

import dev.paykore.gateway.redis.RedisBudget;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Those who wait at one bucket while a call for others is under way. Only touched under the lock of
 * its entry in the map of lines, which is there as long as calls are.
 *
 * <p>Each step gives out those for whom a call is due now. That is when none is under way, when one
 * has ended, or when the last has been under way for so long that Redis must be slow: then nobody
 * waits for two answers one after the other.
 */
final class Line {

  private final RedisBudget budget;
  private final List<Waiter> waiting = new ArrayList<>();
  private int calls;
  private long lastCallNanos;

  Line(RedisBudget budget) {
    this.budget = budget;
  }

  /** A newcomer joins. */
  Line join(Waiter newcomer, List<Waiter> due) {
    long nowNanos = newcomer.joinedNanos();
    waiting.add(newcomer);
    if (calls == 0 || budget.isOverdue(nowNanos - lastCallNanos)) {
      depart(nowNanos, due);
    }
    return this;
  }

  /** A call has been answered; {@code null} once none is under way and nobody waits. */
  @Nullable Line answered(long nowNanos, List<Waiter> due) {
    calls--;
    if (!waiting.isEmpty()) {
      depart(nowNanos, due);
    }
    return calls == 0 ? null : this;
  }

  /** A call was not answered: gives out those who wait, whom another would only cost as much. */
  @Nullable Line failed(List<Waiter> left) {
    calls--;
    left.addAll(waiting);
    waiting.clear();
    return calls == 0 ? null : this;
  }

  private void depart(long nowNanos, List<Waiter> due) {
    due.addAll(waiting);
    waiting.clear();
    calls++;
    lastCallNanos = nowNanos;
  }
}
