package dev.paykore.gateway.authentication.lookup;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.paykore.gateway.authentication.lookup.LookUp.AnsweredBy;
import dev.paykore.gateway.authentication.slowing.Network;
import dev.paykore.gateway.authentication.slowing.UnknownKeyAllowance;
import dev.paykore.gateway.meter.StoreTimers;
import dev.paykore.gateway.redis.RedisBudget;
import dev.paykore.gateway.redis.RedisWait;
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
  private final Renewals renewals;
  private final Ticker ticker;
  private final LookUpMeters meters;
  private final RedisBudget budget;
  private final SingleFlight<Question, Answer> flights = new SingleFlight<>();

  /**
   * Those who believe older records must not answer those who do not, and those who may wait for
   * Redis must not make those wait who may not.
   */
  private record Question(ApiKeyHash hash, long lowestVersion, long waitedNanos) {}

  /** What is known, and how long Redis took to say it. */
  private record Answer(LookUp lookUp, long redisNanos) {}

  /**
   * @param ticker measures how old a look-up is
   */
  public KeyLookUp(
      KeyStores stores, LookUpProperties properties, Ticker ticker, MeterRegistry registry) {
    this.remembered = new RememberedKeys(properties, ticker);
    this.shared = new SharedRecords(stores.redis(), stores.breakers(), ticker);
    this.ticker = ticker;
    this.budget = stores.breakers().budget();
    UnknownKeyAllowance allowance =
        new UnknownKeyAllowance(properties.unknownKeysPerMinute(), ticker);
    PostgresGate gate =
        new PostgresGate(
            new TimedRecords(stores.postgres(), StoreTimers.of("postgres", registry)), properties);
    this.postgres = new SlowedQueries(gate, allowance);
    this.meters = new LookUpMeters(registry);
    this.renewals = new Renewals(remembered, shared, gate, ticker, meters);
    LookUpMeters.observe(gate, registry);
    LookUpMeters.observe(remembered, registry);
    LookUpMeters.observe(allowance, registry);
  }

  /** What this process remembers of a hash, or {@code null}. */
  public @Nullable LookUp remembered(ApiKeyHash hash) {
    return remembered(hash, ANY_VERSION);
  }

  /**
   * What is known of a hash, at once if this process remembers it. A network that keeps asking for
   * unknown keys is slowed; what this process has found of late and what Redis has, it may always
   * ask for.
   *
   * @param wait what the request has waited for Redis; what this adds to it counts too
   */
  public Mono<LookUp> find(ApiKeyHash hash, Network from, RedisWait wait) {
    return find(question(hash, ANY_VERSION, wait), from, wait);
  }

  /**
   * What is known of the hash of a key that exists, so that nobody is slowed. No record below the
   * version is believed, wherever it is; what this process remembers below it is forgotten.
   */
  public Mono<LookUp> find(ApiKeyHash hash, long lowestVersion, RedisWait wait) {
    return find(question(hash, lowestVersion, wait), null, wait);
  }

  /**
   * What the stores know of a key now, whatever this process remembers of it; empty if one of them
   * has only just given this record. So nobody costs them more than a question a second by one key.
   */
  public Mono<LookUp> findAgain(ApiKeyRecord record, RedisWait wait) {
    return Mono.defer(
        () -> {
          if (remembered.isFresh(record)) {
            return Mono.empty();
          }
          remembered.forget(record);
          return find(record.hash(), ANY_VERSION, wait);
        });
  }

  private Question question(ApiKeyHash hash, long lowestVersion, RedisWait wait) {
    return new Question(hash, lowestVersion, budget.roundUpNanos(wait.nanos()));
  }

  private Mono<LookUp> find(Question question, @Nullable Network from, RedisWait wait) {
    LookUp known = remembered(question.hash, question.lowestVersion);
    if (known != null) {
      return Mono.just(known);
    }
    return flights
        .join(question, () -> ask(question, from))
        .doOnNext(answer -> wait.add(answer.redisNanos))
        .map(Answer::lookUp)
        .flatMap(answer -> concerns(from, answer) ? Mono.just(answer) : find(question, from, wait));
  }

  private @Nullable LookUp remembered(ApiKeyHash hash, long lowestVersion) {
    LookUp known = known(hash, lowestVersion);
    if (known != null) {
      meters.count(AnsweredBy.PROCESS);
    }
    return known;
  }

  private @Nullable LookUp known(ApiKeyHash hash, long lowestVersion) {
    Believed record = remembered.record(hash, lowestVersion);
    if (record == null) {
      return remembered.absence(hash);
    }
    renewals.consider(record);
    return record.found();
  }

  /** Whoever has shared the look-up of a network that is slowed asks on their own behalf. */
  private static boolean concerns(@Nullable Network from, LookUp answer) {
    return !(answer instanceof LookUp.Slowed slowed) || slowed.network().equals(from);
  }

  private Mono<Answer> ask(Question question, @Nullable Network from) {
    RedisWait wait = new RedisWait(question.waitedNanos);
    return ask(question, from, wait)
        .map(lookUp -> new Answer(lookUp, wait.nanos() - question.waitedNanos));
  }

  private Mono<LookUp> ask(Question question, @Nullable Network from, RedisWait wait) {
    // Another flight may have landed between the caller's look and the start of this one.
    LookUp landed = known(question.hash, question.lowestVersion);
    return landed == null
        ? fromRedis(question, wait)
            .switchIfEmpty(Mono.defer(() -> fromPostgres(question, from, wait)))
        : Mono.just(landed);
  }

  private Mono<LookUp> fromRedis(Question question, RedisWait wait) {
    return shared
        .read(question.hash, wait)
        .filter(record -> record.isAtLeast(question.lowestVersion))
        .map(record -> remember(record, AnsweredBy.REDIS));
  }

  private Mono<LookUp> fromPostgres(Question question, @Nullable Network from, RedisWait wait) {
    long askedAtNanos = ticker.read();
    return postgres
        .findByHash(question.hash, remembered.isKnown(question.hash) ? null : from)
        .map(record -> Believed.of(record, askedAtNanos, RecordLife.LOOK_UP))
        .flatMap(fresh -> settle(fresh, question.lowestVersion, wait))
        .switchIfEmpty(Mono.fromSupplier(() -> absent(question.hash)))
        .onErrorResume(PostgresGate.NoAnswer.class, error -> unknown())
        .onErrorResume(SlowedQueries.Slowed.class, slowed -> Mono.just(slowed.outcome()));
  }

  private Mono<LookUp> settle(Believed fresh, long lowestVersion, RedisWait wait) {
    return Mono.just(fresh)
        .filter(record -> record.isAtLeast(lowestVersion))
        .flatMap(record -> shared.share(record, wait))
        .map(winner -> remember(winner, AnsweredBy.POSTGRES))
        .switchIfEmpty(unknown());
  }

  private LookUp remember(Believed believed, AnsweredBy level) {
    meters.count(level);
    return new LookUp.Found(remembered.remember(believed), level);
  }

  private LookUp absent(ApiKeyHash hash) {
    meters.count(AnsweredBy.POSTGRES);
    remembered.rememberAbsent(hash);
    return new LookUp.Absent(AnsweredBy.POSTGRES);
  }

  private Mono<LookUp> unknown() {
    return Mono.fromSupplier(
        () -> {
          meters.count(AnsweredBy.NOBODY);
          return LookUp.UNKNOWN;
        });
  }
}
