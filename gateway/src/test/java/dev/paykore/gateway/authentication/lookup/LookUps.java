package dev.paykore.gateway.authentication.lookup;

import dev.paykore.gateway.authentication.lookup.LookUp.AnsweredBy;
import dev.paykore.gateway.redis.RedisWait;
import dev.paykore.gateway.stores.ManualTicker;
import dev.paykore.gateway.stores.OneBreaker;
import dev.paykore.gateway.stores.Stores;
import dev.paykore.keys.ApiKeyHash;
import dev.paykore.keys.ApiKeyRecord;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import reactor.core.publisher.Mono;

/** The look-ups of one edge process on real stores, with time in hand and queries counted. */
public final class LookUps {

  static final Duration ABSENT_FOR = Duration.ofSeconds(10);

  /** How many unknown keys an address may send. */
  public static final int UNKNOWN_A_MINUTE = 6;

  private static final LookUpProperties PATIENT = properties(Duration.ofSeconds(5));

  public final ManualTicker ticker = new ManualTicker();
  public final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  final AtomicInteger queries = new AtomicInteger();

  private final KeyLookUp lookUp;

  /** Patient with a busy machine. */
  public LookUps(Stores stores) {
    this(stores, stores.view()::findByHash);
  }

  LookUps(Stores stores, RecordSource postgres) {
    this(new KeyStores(stores.records(), stores.breakers(), postgres), PATIENT);
  }

  /** As impatient as asked. */
  LookUps(Stores stores, Duration redisTimeout, Duration postgresTimeout) {
    this(
        new KeyStores(stores.records(), OneBreaker.of(redisTimeout), stores.view()::findByHash),
        properties(postgresTimeout));
  }

  private LookUps(KeyStores stores, LookUpProperties properties) {
    KeyStores counting =
        new KeyStores(stores.redis(), stores.breakers(), counted(stores.postgres()));
    this.lookUp = new KeyLookUp(counting, properties, ticker, registry);
  }

  public KeyLookUp lookUp() {
    return lookUp;
  }

  LookUp find(ApiKeyHash hash) {
    return Stores.get(lookUp.find(hash, KeyLookUp.ANY_VERSION, new RedisWait()));
  }

  LookUp find(ApiKeyHash hash, long lowestVersion) {
    return Stores.get(lookUp.find(hash, lowestVersion, new RedisWait()));
  }

  /** The record that must be found. */
  ApiKeyRecord record(ApiKeyHash hash) {
    return ((LookUp.Found) find(hash)).record();
  }

  public double answeredBy(AnsweredBy level) {
    return count("paykore.edge.key.lookups", level);
  }

  /** How many records were asked for anew, by who had them. */
  double renewedBy(AnsweredBy level) {
    return count("paykore.edge.key.renewals", level);
  }

  private double count(String meter, AnsweredBy level) {
    return registry
        .get(meter)
        .tag("answered_by", level.name().toLowerCase(Locale.ROOT))
        .counter()
        .count();
  }

  private static LookUpProperties properties(Duration postgresTimeout) {
    return new LookUpProperties(
        200_000, 100_000, ABSENT_FOR, postgresTimeout, 16, 2_000, UNKNOWN_A_MINUTE);
  }

  private RecordSource counted(RecordSource source) {
    return new RecordSource() {
      @Override
      public Mono<ApiKeyRecord> findByHash(ApiKeyHash hash) {
        return Mono.defer(() -> counted(source.findByHash(hash)));
      }

      @Override
      public Mono<List<ApiKeyRecord>> findByHashes(List<ApiKeyHash> hashes) {
        return Mono.defer(() -> counted(source.findByHashes(hashes)));
      }
    };
  }

  private <T> Mono<T> counted(Mono<T> query) {
    queries.incrementAndGet();
    return query;
  }
}
