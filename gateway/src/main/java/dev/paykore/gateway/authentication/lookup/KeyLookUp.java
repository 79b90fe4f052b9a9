package dev.paykore.gateway.authentication.lookup;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.paykore.gateway.authentication.lookup.LookUpMeters.AnsweredBy;
import dev.paykore.keys.ApiKeyHash;
import dev.paykore.keys.ApiKeyRecord;
import dev.paykore.keys.redis.RecordLife;
import io.micrometer.core.instrument.MeterRegistry;
import reactor.core.publisher.Mono;

/** Looks a key up: in this process, then in Redis, then in Postgres. */
public final class KeyLookUp {

  /** A lowest version that every record has. */
  public static final long ANY_VERSION = 0;

  private final RememberedKeys remembered;
  private final SharedRecords shared;
  private final RecordSource postgres;
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
    this.postgres = new PostgresGate(stores.postgres(), properties);
    this.ticker = ticker;
    this.meters = new LookUpMeters(registry, remembered);
  }

  /**
   * What is known of a hash, at once if this process remembers it. No record below the version is
   * believed, wherever it is; what this process remembers below it is forgotten.
   */
  public Mono<LookUp> find(ApiKeyHash hash, long lowestVersion) {
    LookUp known = remembered.get(hash, lowestVersion);
    if (known != null) {
      meters.count(AnsweredBy.PROCESS);
      return Mono.just(known);
    }
    Question question = new Question(hash, lowestVersion);
    return flights.join(question, () -> ask(question));
  }

  /** What the stores know of a key now, whatever this process remembers of it. */
  public Mono<LookUp> findAgain(ApiKeyRecord record) {
    return Mono.defer(
        () -> {
          remembered.forget(record);
          return find(record.hash(), ANY_VERSION);
        });
  }

  private Mono<LookUp> ask(Question question) {
    // Another flight may have landed between the caller's look and the start of this one.
    LookUp landed = remembered.get(question.hash, question.lowestVersion);
    return landed == null
        ? fromRedis(question).switchIfEmpty(Mono.defer(() -> fromPostgres(question)))
        : Mono.just(landed);
  }

  private Mono<LookUp> fromRedis(Question question) {
    return shared
        .read(question.hash)
        .filter(record -> record.isAtLeast(question.lowestVersion))
        .map(record -> remember(record, AnsweredBy.REDIS));
  }

  private Mono<LookUp> fromPostgres(Question question) {
    long askedAtNanos = ticker.read();
    return postgres
        .findByHash(question.hash)
        .map(record -> Believed.of(record, askedAtNanos, RecordLife.LOOK_UP))
        .flatMap(fresh -> settle(fresh, question.lowestVersion))
        .switchIfEmpty(Mono.fromSupplier(() -> absent(question.hash)))
        .onErrorResume(PostgresGate.NoAnswer.class, error -> unknown());
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
