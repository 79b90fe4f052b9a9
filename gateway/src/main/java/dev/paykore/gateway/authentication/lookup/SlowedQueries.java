package dev.paykore.gateway.authentication.lookup;

import dev.paykore.gateway.authentication.slowing.Network;
import dev.paykore.gateway.authentication.slowing.UnknownKeyAllowance;
import dev.paykore.keys.ApiKeyHash;
import dev.paykore.keys.ApiKeyRecord;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Lets a network ask Postgres for so many keys that turn out to be unknown. A key that exists costs
 * it nothing in the end, and neither does a question that nobody has answered. What a question
 * costs is settled as soon as Postgres has answered: else good keys that wait to be shared would
 * count as unknown meanwhile.
 */
final class SlowedQueries {

  private final RecordSource postgres;
  private final UnknownKeyAllowance allowance;

  SlowedQueries(RecordSource postgres, UnknownKeyAllowance allowance) {
    this.postgres = postgres;
    this.allowance = allowance;
  }

  /**
   * Asks for the record of a secret, or signals {@link Slowed}.
   *
   * @param from who asks, or {@code null} for the edge itself
   */
  Mono<ApiKeyRecord> findByHash(ApiKeyHash hash, @Nullable Network from) {
    if (from == null) {
      return postgres.findByHash(hash);
    }
    long waitSeconds = allowance.take(from);
    return waitSeconds > 0
        ? Mono.error(new Slowed(new LookUp.Slowed(from, waitSeconds)))
        : postgres
            .findByHash(hash)
            .doOnNext(record -> allowance.giveBack(from))
            .doOnError(failure -> allowance.giveBack(from));
  }

  /** Postgres was not asked. */
  static final class Slowed extends RuntimeException {

    private final transient LookUp.Slowed outcome;

    Slowed(LookUp.Slowed outcome) {
      super(null, null, false, false);
      this.outcome = outcome;
    }

    LookUp outcome() {
      return outcome;
    }
  }
}
