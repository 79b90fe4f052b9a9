package dev.paykore.gateway.redis;

import io.lettuce.core.AbstractRedisClient;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulConnection;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.cluster.api.StatefulRedisClusterConnection;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import io.lettuce.core.codec.StringCodec;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.util.retry.Retry;

/**
 * The edge's one connection to Redis, a single server, Sentinel's primary or a cluster. It is made
 * in the background, so the edge starts without Redis, and Lettuce keeps it up from then on.
 */
public final class RedisConnection
    implements Supplier<RedisClusterAsyncCommands<String, String>>, SmartLifecycle {

  private static final Logger log = LoggerFactory.getLogger(RedisConnection.class);
  private static final Duration FIRST_RETRY = Duration.ofMillis(100);
  private static final Duration LONGEST_RETRY = Duration.ofSeconds(1);

  /** Starts after the client that it uses, and stops before it, after all who use this. */
  private static final int PHASE = 1;

  private final AbstractRedisClient client;
  private @Nullable Disposable connecting;
  private volatile @Nullable StatefulConnection<String, String> connection;

  public RedisConnection(AbstractRedisClient client) {
    this.client = client;
  }

  /**
   * The commands that a single server and a cluster share.
   *
   * @throws RedisUnavailableException while there has never been a connection
   */
  @Override
  public RedisClusterAsyncCommands<String, String> get() {
    return switch (connection) {
      case StatefulRedisConnection<String, String> single -> single.async();
      case StatefulRedisClusterConnection<String, String> cluster -> cluster.async();
      case null, default -> throw new RedisUnavailableException("not connected yet", null);
    };
  }

  @Override
  public int getPhase() {
    return PHASE;
  }

  @Override
  public void start() {
    connecting =
        Mono.fromCallable(this::connect)
            .subscribeOn(Schedulers.boundedElastic())
            .doOnError(error -> log.warn("No connection to Redis yet: {}", error.toString()))
            .retryWhen(Retry.backoff(Long.MAX_VALUE, FIRST_RETRY).maxBackoff(LONGEST_RETRY))
            .subscribe(made -> connection = made);
  }

  @Override
  public void stop() {
    if (connecting != null) {
      connecting.dispose();
    }
    StatefulConnection<String, String> made = connection;
    if (made != null) {
      made.close();
    }
  }

  @Override
  public boolean isRunning() {
    return connecting != null && !(connection == null && connecting.isDisposed());
  }

  private StatefulConnection<String, String> connect() {
    return switch (client) {
      case RedisClusterClient cluster -> cluster.connect(StringCodec.UTF8);
      case RedisClient single -> single.connect(StringCodec.UTF8);
      default -> throw new IllegalStateException("unknown Redis client: " + client.getClass());
    };
  }
}
