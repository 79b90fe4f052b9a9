package dev.paykore.gateway.redis;

import io.lettuce.core.AbstractRedisClient;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulConnection;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.cluster.api.StatefulRedisClusterConnection;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.util.retry.Retry;

/**
 * The edge's one connection to Redis, a single server, Sentinel's primary or a cluster. It is made
 * in the background, so the edge starts without Redis. Lettuce makes it again when it breaks; when
 * it stands but gives no good answers, {@link #renew} sees to it.
 */
public final class RedisConnection
    implements Supplier<RedisClusterAsyncCommands<String, String>>, RedisServers, SmartLifecycle {

  private static final Duration FIRST_RETRY = Duration.ofMillis(100);
  private static final Duration LONGEST_RETRY = Duration.ofMillis(250);

  /** Starts after the client that it uses, and stops before it, after all who use this. */
  private static final int PHASE = 1;

  private final AbstractRedisClient client;
  private final RedisChannels channels;
  private final ConnectionLog log = new ConnectionLog();
  private final AtomicBoolean refreshing = new AtomicBoolean();
  private final Disposable.Swap connecting = Disposables.swap();
  private final AtomicReference<@Nullable StatefulConnection<String, String>> connection =
      new AtomicReference<>();

  RedisConnection(AbstractRedisClient client, RedisChannels channels) {
    this.client = client;
    this.channels = channels;
  }

  /** One to a single server. */
  public RedisConnection(RedisClient client) {
    this(client, new RedisChannels());
  }

  /**
   * The commands that a single server and a cluster share.
   *
   * @throws RedisUnavailableException while there is no connection
   */
  @Override
  public RedisClusterAsyncCommands<String, String> get() {
    return switch (connection.get()) {
      case StatefulRedisConnection<String, String> single -> single.async();
      case StatefulRedisClusterConnection<String, String> cluster -> cluster.async();
      case null, default -> throw new RedisUnavailableException("not connected", null);
    };
  }

  /** Whether there are several masters, which keys are spread over. */
  public boolean isCluster() {
    return client instanceof RedisClusterClient;
  }

  @Override
  public String of(String key) {
    return connection.get() instanceof StatefulRedisClusterConnection<String, String> cluster
        ? ClusterConnection.masterOf(key, cluster)
        : ONE;
  }

  @Override
  public boolean has(String server) {
    return connection.get() instanceof StatefulRedisClusterConnection<String, String> cluster
        ? ClusterConnection.hasMaster(server, cluster)
        : server.equals(ONE);
  }

  /**
   * Sees to a server that does not answer. The connection to a single one is replaced: to a hung
   * server it would go on collecting commands that are run when it goes on, and to a demoted
   * primary it would never find the new one. A cluster's is kept for the sake of the other masters
   * while one of them can say who has the slots now; only its channels to this server end.
   */
  public void renew(String server) {
    StatefulConnection<String, String> failing = connection.get();
    if (failing instanceof StatefulRedisClusterConnection<String, String> cluster) {
      channels.end(server);
      refresh(cluster);
    } else {
      replace(failing);
    }
  }

  private void refresh(StatefulRedisClusterConnection<String, String> cluster) {
    if (refreshing.compareAndSet(false, true)) {
      var _ =
          ClusterConnection.refresh((RedisClusterClient) client, cluster)
              .whenComplete((done, nobodyTells) -> refreshed(cluster, nobodyTells));
    }
  }

  private void refreshed(
      StatefulRedisClusterConnection<String, String> cluster, @Nullable Throwable nobodyTells) {
    refreshing.set(false);
    if (nobodyTells != null) {
      replace(cluster);
    }
  }

  private void replace(@Nullable StatefulConnection<String, String> failing) {
    if (failing != null && connection.compareAndSet(failing, null)) {
      var _ = failing.closeAsync();
      connecting.update(connectInBackground());
    }
  }

  @Override
  public int getPhase() {
    return PHASE;
  }

  @Override
  public void start() {
    connecting.update(connectInBackground());
  }

  @Override
  public void stop() {
    connecting.dispose();
    StatefulConnection<String, String> made = connection.getAndSet(null);
    if (made != null) {
      made.close();
    }
  }

  @Override
  public boolean isRunning() {
    return connecting.get() != null && !connecting.isDisposed();
  }

  private Disposable connectInBackground() {
    return Mono.fromCallable(this::connect)
        .subscribeOn(Schedulers.boundedElastic())
        .doOnError(log::failed)
        .retryWhen(Retry.backoff(Long.MAX_VALUE, FIRST_RETRY).maxBackoff(LONGEST_RETRY))
        .doOnNext(made -> log.made())
        .subscribe(connection::set);
  }

  private StatefulConnection<String, String> connect() {
    return switch (client) {
      case RedisClusterClient cluster -> ClusterConnection.open(cluster);
      case RedisClient single -> single.connect(TextCodec.INSTANCE);
      default -> throw new IllegalStateException("unknown Redis client: " + client.getClass());
    };
  }
}
