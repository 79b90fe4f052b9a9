package dev.paykore.gateway.authentication.lookup;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.github.benmanes.caffeine.cache.Ticker;
import dev.paykore.keys.ApiKeyHash;
import dev.paykore.keys.ApiKeyRecord;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What this process remembers of keys, bounded: records until they are no longer believed, and
 * briefly that a key is absent. The two are apart so that unknown keys cannot push out good ones.
 */
final class RememberedKeys {

  /** How long a key counts as known after it was last found. */
  private static final Duration KNOWN_FOR = Duration.ofHours(1);

  /** How long a record is as good as what its store would say now. */
  private static final Duration FRESH_FOR = Duration.ofSeconds(1);

  private static final LookUp ABSENT = new LookUp.Absent(LookUp.AnsweredBy.PROCESS);

  private final Cache<ApiKeyHash, Believed> records;
  private final Cache<ApiKeyHash, LookUp> absent;
  private final Cache<ApiKeyHash, Boolean> known;
  private final Ticker ticker;

  RememberedKeys(LookUpProperties properties, Ticker ticker) {
    this.ticker = ticker;
    this.records =
        cache(ticker)
            .maximumSize(properties.rememberedKeys())
            .expireAfter(untilNoLongerBelieved(ticker))
            .build();
    this.absent =
        cache(ticker)
            .maximumSize(properties.absentKeys())
            .expireAfterWrite(properties.absentFor())
            .build();
    this.known =
        cache(ticker).maximumSize(properties.rememberedKeys()).expireAfterWrite(KNOWN_FOR).build();
  }

  /**
   * A cache that is tidied up by whoever uses it. Waking another thread for that, with every few
   * requests, costs more than the work.
   */
  private static Caffeine<Object, Object> cache(Ticker ticker) {
    return Caffeine.newBuilder().ticker(ticker).executor(Runnable::run);
  }

  /** The record of the hash; one below the version is forgotten instead. */
  @Nullable Believed record(ApiKeyHash hash, long lowestVersion) {
    Believed believed = records.getIfPresent(hash);
    if (believed == null || believed.isAtLeast(lowestVersion)) {
      return believed;
    }
    records.asMap().remove(hash, believed);
    return null;
  }

  /** That the key of the hash is absent, or {@code null}. */
  @Nullable LookUp absence(ApiKeyHash hash) {
    return absent.getIfPresent(hash);
  }

  /** Whether a store has only just given this record. */
  boolean isFresh(ApiKeyRecord record) {
    Believed kept = records.getIfPresent(record.hash());
    return kept != null && kept.record().equals(record) && kept.isFresh(ticker.read(), FRESH_FOR);
  }

  /** Forgets this record, but not another that has come in its place. */
  void forget(ApiKeyRecord record) {
    records
        .asMap()
        .computeIfPresent(
            record.hash(), (hash, kept) -> kept.record().equals(record) ? null : kept);
  }

  /** Remembers a record unless a newer one is remembered, and gives the one that is. */
  ApiKeyRecord remember(Believed believed) {
    ApiKeyHash hash = believed.record().hash();
    known.put(hash, true);
    Believed newest = records.asMap().merge(hash, believed, RememberedKeys::newest);
    return Objects.requireNonNullElse(newest, believed).record();
  }

  /**
   * Whether the key was found of late, so that it can be asked for anew. It says nothing of what
   * may be believed of it.
   */
  boolean isKnown(ApiKeyHash hash) {
    return known.getIfPresent(hash) != null;
  }

  void rememberAbsent(ApiKeyHash hash) {
    known.invalidate(hash);
    absent.put(hash, ABSENT);
  }

  /** How many records are remembered. */
  long records() {
    return sizeOf(records);
  }

  /** How many keys are remembered as absent. */
  long absences() {
    return sizeOf(absent);
  }

  private static long sizeOf(Cache<?, ?> cache) {
    cache.cleanUp();
    return cache.estimatedSize();
  }

  private static Believed newest(Believed remembered, Believed fresh) {
    return fresh.isAtLeast(remembered.record().version()) ? fresh : remembered;
  }

  private static Expiry<ApiKeyHash, Believed> untilNoLongerBelieved(Ticker ticker) {
    return Expiry.writing(
        (hash, believed) -> Duration.ofNanos(believed.remainingNanos(ticker.read())));
  }
}
