package dev.paykore.gateway.authentication.lookup;

import dev.paykore.gateway.authentication.slowing.Network;
import dev.paykore.gateway.authentication.slowing.UnknownKeyAllowance;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Lets a network ask Postgres for so many keys that turn out to be unknown. A key that exists costs
 * it nothing in the end, and neither does a question that nobody has answered.
 */
final class SlowedLookUps {

  private final UnknownKeyAllowance allowance;

  SlowedLookUps(UnknownKeyAllowance allowance) {
    this.allowance = allowance;
  }

  /**
   * The answer to the question, which is not asked on behalf of a network that is slowed.
   *
   * @param from who asks, or {@code null} for the edge itself
   */
  Mono<LookUp> ask(@Nullable Network from, Supplier<Mono<LookUp>> question) {
    if (from == null) {
      return question.get();
    }
    long waitSeconds = allowance.take(from);
    return waitSeconds > 0
        ? Mono.just(new LookUp.Slowed(from, waitSeconds))
        : question
            .get()
            .doOnNext(answer -> settle(from, answer))
            .doOnError(failure -> allowance.giveBack(from));
  }

  private void settle(Network from, LookUp answer) {
    if (!answer.equals(LookUp.ABSENT)) {
      allowance.giveBack(from);
    }
  }
}
