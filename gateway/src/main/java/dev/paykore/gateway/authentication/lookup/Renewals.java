package dev.paykore.gateway.authentication.lookup;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import dev.paykore.gateway.authentication.lookup.LookUp.AnsweredBy;
import dev.paykore.keys.ApiKeyHash;
import dev.paykore.keys.ApiKeyRecord;
import dev.paykore.keys.redis.RecordLife;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.stream.Collector;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.SynchronousSink;
import reactor.core.scheduler.Schedulers;

/**
 * Asks anew for the records of keys that are in use, some time before they are no longer believed,
 * while requests go on with what is remembered. Without that all keys that were first used together
 * would be looked up together every five minutes, each while a request waits, and one that is in
 * use all the time would be unknown if Postgres had no time for it just then.
 *
 * <p>The moment is each key's own, so that keys drift apart, and the same in all processes: the
 * first that comes to it asks Postgres and shares the answer, the others find it in Redis. Nobody
 * waits for any of it, so keys are asked for several at a time, Postgres only while few others ask,
 * and where nothing is learnt a record is believed as long as before.
 */
final class Renewals {

  /** Leaves time for some tries. */
  private static final long LATEST_MILLIS = RecordLife.LOOK_UP.toMillis() / 10;

  private static final long EARLIEST_MILLIS = 4 * LATEST_MILLIS;
  private static final Duration BETWEEN_TRIES = Duration.ofSeconds(10);

  private static final long COLLECTED_FOR_MILLIS = 100;
  private static final int KEYS_A_CALL = 64;
  private static final int CALLS_AT_ONCE = 2;

  private final RememberedKeys remembered;
  private final SharedRecords shared;
  private final PostgresGate postgres;
  private final Ticker ticker;
  private final LookUpMeters meters;
  private final Cache<ApiKeyHash, Boolean> tried;
  private final Queue<Believed> due = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean busy = new AtomicBoolean();

  Renewals(
      RememberedKeys remembered,
      SharedRecords shared,
      PostgresGate postgres,
      Ticker ticker,
      LookUpMeters meters) {
    this.remembered = remembered;
    this.shared = shared;
    this.postgres = postgres;
    this.ticker = ticker;
    this.meters = meters;
    this.tried =
        Caffeine.newBuilder()
            .ticker(ticker)
            .executor(Runnable::run)
            .expireAfterWrite(BETWEEN_TRIES)
            .build();
  }

  /** Asks anew for a record that is in use, soon, if it is time and nobody does. */
  void consider(Believed record) {
    if (isDue(record, ticker.read())
        && tried.asMap().putIfAbsent(record.record().hash(), true) == null) {
      due.add(record);
      collect();
    }
  }

  /** Whether a record has come to the last part of its life, which is not as long for each key. */
  static boolean isDue(Believed record, long nowNanos) {
    return record.remainingNanos(nowNanos) < lastPartNanos(record.record().hash());
  }

  /** Between the earliest and the latest, evenly by the bits of the hash. */
  private static long lastPartNanos(ApiKeyHash hash) {
    long spreadMillis = EARLIEST_MILLIS - LATEST_MILLIS;
    long ownMillis = (spreadMillis * Integer.toUnsignedLong(hash.hashCode())) >>> Integer.SIZE;
    return TimeUnit.MILLISECONDS.toNanos(LATEST_MILLIS + ownMillis);
  }

  private void collect() {
    if (busy.compareAndSet(false, true)) {
      var _ =
          Schedulers.parallel()
              .schedule(this::renewAll, COLLECTED_FOR_MILLIS, TimeUnit.MILLISECONDS);
    }
  }

  /** However many are due, Redis has few of these questions before those of requests. */
  private void renewAll() {
    Flux.<List<Believed>>generate(this::giveDue)
        .flatMap(this::renew, CALLS_AT_ONCE)
        .doFinally(end -> goOn())
        .subscribe();
  }

  private void goOn() {
    busy.set(false);
    if (!due.isEmpty()) {
      collect();
    }
  }

  private void giveDue(SynchronousSink<List<Believed>> sink) {
    List<Believed> some = takeDue();
    if (some.isEmpty()) {
      sink.complete();
    } else {
      sink.next(some);
    }
  }

  private List<Believed> takeDue() {
    List<Believed> taken = new ArrayList<>();
    Believed next = due.poll();
    while (next != null) {
      taken.add(next);
      next = taken.size() < KEYS_A_CALL ? due.poll() : null;
    }
    return taken;
  }

  private Mono<Void> renew(List<Believed> some) {
    Map<ApiKeyHash, Believed> left =
        some.stream()
            .collect(
                Collectors.toMap(
                    old -> old.record().hash(), Function.identity(), (one, again) -> again));
    return shared
        .readAll(List.copyOf(left.keySet()))
        .filter(record -> isRenewed(record, left.get(record.record().hash())))
        .doOnNext(record -> left.remove(remember(record, AnsweredBy.REDIS).hash()))
        .then(Mono.defer(() -> fromPostgres(List.copyOf(left.values()))));
  }

  /** Whether another process has asked for it. */
  private boolean isRenewed(Believed record, @Nullable Believed old) {
    return old != null && record.isAtLeast(old.record().version()) && !isDue(record, ticker.read());
  }

  private Mono<Void> fromPostgres(List<Believed> left) {
    if (left.isEmpty()) {
      return Mono.empty();
    }
    long askedAtNanos = ticker.read();
    return askPostgres(left)
        .doOnError(error -> left.forEach(old -> meters.countRenewal(AnsweredBy.NOBODY)))
        .onErrorComplete(PostgresGate.NoAnswer.class)
        .flatMap(found -> settle(left, found, askedAtNanos));
  }

  private Mono<Map<ApiKeyHash, ApiKeyRecord>> askPostgres(List<Believed> left) {
    return postgres.isAtLeisure()
        ? postgres
            .findByHashes(left.stream().map(old -> old.record().hash()).toList())
            .map(records -> records.stream().collect(byHash()))
        : Mono.error(new PostgresGate.NoAnswer(null));
  }

  private Mono<Void> settle(
      List<Believed> left, Map<ApiKeyHash, ApiKeyRecord> found, long askedAtNanos) {
    left.stream().filter(old -> !found.containsKey(old.record().hash())).forEach(this::forget);
    List<Believed> fresh =
        found.values().stream()
            .map(record -> Believed.of(record, askedAtNanos, RecordLife.LOOK_UP))
            .toList();
    return shared.shareAll(fresh).map(winner -> remember(winner, AnsweredBy.POSTGRES)).then();
  }

  private ApiKeyRecord remember(Believed record, AnsweredBy level) {
    meters.countRenewal(level);
    return remembered.remember(record);
  }

  /** There is no such key any more. */
  private void forget(Believed old) {
    meters.countRenewal(AnsweredBy.POSTGRES);
    remembered.forget(old.record());
    remembered.rememberAbsent(old.record().hash());
  }

  private static Collector<ApiKeyRecord, ?, Map<ApiKeyHash, ApiKeyRecord>> byHash() {
    return Collectors.toMap(ApiKeyRecord::hash, Function.identity());
  }
}
