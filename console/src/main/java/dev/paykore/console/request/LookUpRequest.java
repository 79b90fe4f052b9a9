package dev.paykore.console.request;

import dev.paykore.console.key.Keys;
import dev.paykore.console.refusal.RefusedException;
import dev.paykore.console.sql.Columns;
import dev.paykore.console.user.Caller;
import dev.paykore.keys.usage.FailedRequest;
import dev.paykore.keys.usage.UsageLife;
import dev.paykore.keys.usage.UsageReader;
import java.time.Clock;
import java.time.Duration;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Finds a request of the last 24 hours that an edge answered with an error. Requests lie in Redis
 * with their key, so the keys that the caller sees and that were used in that time are all asked.
 */
@Component
public final class LookUpRequest {

  private static final Pattern REQUEST_ID = Pattern.compile("req_[A-Za-z0-9]{10}");
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final int KEYS_AT_ONCE = 64;

  private final Keys keys;
  private final UsageReader redis;
  private final DatabaseClient database;
  private final Clock clock;

  LookUpRequest(Keys keys, UsageReader redis, DatabaseClient database, Clock clock) {
    this.keys = keys;
    this.redis = redis;
    this.database = database;
    this.clock = clock;
  }

  /** The request; a refusal if none is known to the caller. */
  public Mono<FoundRequest> find(Caller caller, String requestId) {
    if (!REQUEST_ID.matcher(requestId).matches()) {
      return Mono.error(RefusedException.notFound());
    }
    return candidates(caller)
        .flatMap(keyId -> find(keyId, requestId), KEYS_AT_ONCE)
        .next()
        .timeout(PATIENCE)
        .flatMap(hit -> keys.find(caller, hit.keyId).map(k -> new FoundRequest(k, hit.request)))
        .filter(found -> isRecent(found.request()))
        .switchIfEmpty(Mono.error(RefusedException::notFound));
  }

  private Flux<String> candidates(Caller caller) {
    String partnerId = caller.partnerId();
    return partnerId == null ? activeKeys() : keysOf(partnerId);
  }

  private Flux<String> activeKeys() {
    long now = clock.instant().getEpochSecond() / Duration.ofHours(1).toSeconds();
    return Flux.fromStream(LongStream.rangeClosed(now - UsageLife.REQUESTS.toHours(), now).boxed())
        .concatMap(redis::activeKeys)
        .distinct();
  }

  private Flux<String> keysOf(String partnerId) {
    return database
        .sql("SELECT id FROM api_keys WHERE partner_id = :partner")
        .bind("partner", partnerId)
        .map(row -> Columns.text(row, "id"))
        .all();
  }

  private Mono<Hit> find(String keyId, String requestId) {
    return redis.failedRequest(keyId, requestId).map(request -> new Hit(keyId, request));
  }

  private boolean isRecent(FailedRequest request) {
    return request.at().isAfter(clock.instant().minus(UsageLife.REQUESTS));
  }

  private record Hit(String keyId, FailedRequest request) {}
}
