package dev.paykore.gateway.authentication.lookup;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.paykore.gateway.authentication.lookup.LookUpMeters.AnsweredBy;
import dev.paykore.gateway.authentication.slowing.Network;
import dev.paykore.gateway.authentication.slowing.UnknownKeyAllowance;
import dev.paykore.keys.ApiKeyHash;
import dev.paykore.keys.ApiKeyRecord;
import dev.paykore.keys.redis.RecordLife;
import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Looks a key up: in this process, then in Redis, then in Postgres. */
public final class KeyLookUp {

  /** A lowest version that every record has. */
  public static final long ANY_VERSION = 0;

  private final RememberedKeys remembered;
  private final SharedRecords shared;
  private final SlowedQueries postgres;
  private final Ticker ticker;
  private final LookUpMeters meters;
  private final SingleFlight<Question, LookUp> flights = new SingleFlight<>();

  /** Those who believe older records must not answer those who do not. */
  private record Question(ApiKeyHash hash, long lowestVersion) {}

  /**
   * @param ticker measures how old a look-up is
   */
  public KeyLookUp(
      KeyStores stores, LookUpProperties properties, Ticker ticker, MeterRegistry registry) {
    this.remembered = new RememberedKeys(properties, ticker);
    this.shared = new SharedRecords(stores.redis(), stores.breaker(), ticker);
    this.ticker = ticker;
    UnknownKeyAllowance allowance =
        new UnknownKeyAllowance(properties.unknownKeysPerMinute(), ticker);
    this.postgres = new SlowedQueries(new PostgresGate(stores.postgres(), properties), allowance);
    this.meters = new LookUpMeters(registry, remembered, allowance);
  }

  /**
   * What is known of a hash, at once if this process remembers it. A network that keeps asking for
   * unknown keys is slowed; what this process remembers and what Redis has, it may always ask for.
   */
  public Mono<LookUp> find(ApiKeyHash hash, Network from) {
    return find(new Question(hash, ANY_VERSION), from);
  }

  /**
   * What is known of the hash of a key that exists, so that nobody is slowed. No record below the
   * version is believed, wherever it is; what this process remembers below it is forgotten.
   */
  public Mono<LookUp> find(ApiKeyHash hash, long lowestVersion) {
    return find(new Question(hash, lowestVersion), null);
  }

  /** What the stores know of a key now, whatever this process remembers of it. */
  public Mono<LookUp> findAgain(ApiKeyRecord record) {
    return Mono.defer(
        () -> {
          remembered.forget(record);
          return find(record.hash(), ANY_VERSION);
        });
  }

  private Mono<LookUp> find(Question question, @Nullable Network from) {
    LookUp known = remembered.get(question.hash, question.lowestVersion);
    if (known != null) {
      meters.count(AnsweredBy.PROCESS);
      return Mono.just(known);
    }
    return flights
        .join(question, () -> ask(question, from))
        .flatMap(answer -> concerns(from, answer) ? Mono.just(answer) : find(question, from));
  }

  /** Whoever has shared the look-up of a network that is slowed asks on their own behalf. */
  private static boolean concerns(@Nullable Network from, LookUp answer) {
    return !(answer instanceof LookUp.Slowed slowed) || slowed.network().equals(from);
  }

  private Mono<LookUp> ask(Question question, @Nullable Network from) {
    // Another flight may have landed between the caller's look and the start of this one.
    LookUp landed = remembered.get(question.hash, question.lowestVersion);
    return landed == null
        ? fromRedis(question).switchIfEmpty(Mono.defer(() -> fromPostgres(question, from)))
        : Mono.just(landed);
  }

  private Mono<LookUp> fromRedis(Question question) {
    return shared
        .read(question.hash)
        .filter(record -> record.isAtLeast(question.lowestVersion))
        .map(record -> remember(record, AnsweredBy.REDIS));
  }

  private Mono<LookUp> fromPostgres(Question question, @Nullable Network from) {
    long askedAtNanos = ticker.read();
    return postgres
        .findByHash(question.hash, from)
        .map(record -> Believed.of(record, askedAtNanos, RecordLife.LOOK_UP))
        .flatMap(fresh -> settle(fresh, question.lowestVersion))
        .switchIfEmpty(Mono.fromSupplier(() -> absent(question.hash)))
        .onErrorResume(PostgresGate.NoAnswer.class, error -> unknown())
        .onErrorResume(SlowedQueries.Slowed.class, slowed -> Mono.just(slowed.outcome()));
  }

  private Mono<LookUp> settle(Believed fresh, long lowestVersion) {
    return Mono.just(fresh)
        .filter(record -> record.isAtLeast(lowestVersion))
        .flatMap(shared::share)
        .map(winner -> remember(winner, AnsweredBy.POSTGRES))
        .switchIfEmpty(unknown());
  }

  private LookUp remember(Believed believed, AnsweredBy level) {
    meters.count(level);
    return remembered.remember(believed);
  }

  private LookUp absent(ApiKeyHash hash) {
    meters.count(AnsweredBy.POSTGRES);
    return remembered.rememberAbsent(hash);
  }

  private Mono<LookUp> unknown() {
    return Mono.fromSupplier(
        () -> {
          meters.count(AnsweredBy.NOBODY);
          return LookUp.UNKNOWN;
        });
  }
}
