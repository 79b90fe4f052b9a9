package dev.paykore.console;

import io.lettuce.core.AbstractRedisClient;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisConnectionException;
import io.lettuce.core.api.StatefulConnection;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.cluster.api.StatefulRedisClusterConnection;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import io.lettuce.core.codec.StringCodec;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.util.retry.Retry;

/**
 * The console's one connection to Redis, a single server, Sentinel's primary or a cluster. It is
 * made in the background, so the console starts without Redis. Lettuce makes it again when it
 * breaks; when it stands but answers nothing it is replaced, for the server at its end may hang
 * while another has become the primary.
 */
final class RedisConnection
    implements Supplier<RedisClusterAsyncCommands<String, String>>, SmartLifecycle {

  private static final Logger log = LoggerFactory.getLogger(RedisConnection.class);
  private static final Duration FIRST_RETRY = Duration.ofMillis(100);
  private static final Duration LONGEST_RETRY = Duration.ofSeconds(1);

  private static final Duration PROBE_INTERVAL = Duration.ofSeconds(1);
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private final LettuceConnectionFactory factory;
  private @Nullable Disposable keeping;
  private volatile @Nullable StatefulConnection<String, String> connection;

  RedisConnection(LettuceConnectionFactory factory) {
    this.factory = factory;
  }

  @Override
  public RedisClusterAsyncCommands<String, String> get() {
    return switch (connection) {
      case StatefulRedisConnection<String, String> single -> single.async();
      case StatefulRedisClusterConnection<String, String> cluster -> cluster.async();
      case null, default -> throw new RedisConnectionException("not connected yet");
    };
  }

  @Override
  public void start() {
    keeping = connectInBackground().then(probeUntilSilent()).repeat().subscribe();
  }

  @Override
  public void stop() {
    if (keeping != null) {
      keeping.dispose();
      keeping = null;
    }
    drop();
  }

  @Override
  public boolean isRunning() {
    return keeping != null;
  }

  private Mono<Void> connectInBackground() {
    return Mono.fromCallable(this::connect)
        .subscribeOn(Schedulers.boundedElastic())
        .doOnError(error -> log.warn("No connection to Redis yet: {}", error.toString()))
        .retryWhen(Retry.backoff(Long.MAX_VALUE, FIRST_RETRY).maxBackoff(LONGEST_RETRY))
        .doOnNext(made -> connection = made)
        .then();
  }

  /** Ends when a probe has got no answer; one that is refused at once is Lettuce's to mend. */
  private Mono<Void> probeUntilSilent() {
    return Mono.delay(PROBE_INTERVAL)
        .then(Mono.defer(() -> Mono.fromCompletionStage(get().ping())))
        .timeout(PROBE_INTERVAL.plus(PATIENCE))
        .onErrorResume(error -> !(error instanceof TimeoutException), error -> Mono.just(""))
        .repeat()
        .then()
        .onErrorResume(silent -> Mono.fromRunnable(this::drop));
  }

  private void drop() {
    StatefulConnection<String, String> made = connection;
    connection = null;
    if (made != null) {
      var _ = made.closeAsync();
    }
  }

  private StatefulConnection<String, String> connect() {
    AbstractRedisClient client = factory.getRequiredNativeClient();
    return switch (client) {
      case RedisClusterClient cluster -> cluster.connect(StringCodec.UTF8);
      case RedisClient single -> single.connect(StringCodec.UTF8);
      default -> throw new IllegalStateException("unknown Redis client: " + client.getClass());
    };
  }
}
