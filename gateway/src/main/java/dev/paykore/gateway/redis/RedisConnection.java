package dev.paykore.gateway.redis;

import io.lettuce.core.AbstractRedisClient;
import io.lettuce.core.RedisClient;
import io.lettuce.core.cluster.RedisClusterClient;
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
 * The edge's connection to Redis, a single server, Sentinel's primary or a cluster. It is made in
 * the background, so the edge starts without Redis. Lettuce makes it again when it breaks; when it
 * stands but gives no good answers, {@link #renew} sees to it.
 */
public final class RedisConnection
    implements Supplier<RedisClusterAsyncCommands<String, String>>, RedisServers, SmartLifecycle {

  private static final Duration FIRST_RETRY = Duration.ofMillis(100);
  private static final Duration LONGEST_RETRY = Duration.ofMillis(250);

  /** Starts after the client that it uses, and stops before it, after all who use this. */
  private static final int PHASE = 1;

  private final AbstractRedisClient client;
  private final RedisChannels channels;
  private final int perServer;
  private final ConnectionThreads threads = new ConnectionThreads();
  private final ConnectionLog log = new ConnectionLog();
  private final AtomicBoolean refreshing = new AtomicBoolean();
  private final Disposable.Swap connecting = Disposables.swap();
  private final AtomicReference<@Nullable RedisLink> link = new AtomicReference<>();

  /**
   * @param perServer how many connections there are to a single server: one for each event loop
   */
  RedisConnection(AbstractRedisClient client, RedisChannels channels, int perServer) {
    this.client = client;
    this.channels = channels;
    this.perServer = perServer;
    client.addListener(threads);
  }

  /** One to a single server. */
  public RedisConnection(RedisClient client) {
    this(client, new RedisChannels(), 1);
  }

  /**
   * The commands that a single server and a cluster share.
   *
   * @throws RedisUnavailableException while there is no connection
   */
  @Override
  public RedisClusterAsyncCommands<String, String> get() {
    RedisLink made = link.get();
    if (made == null) {
      throw new RedisUnavailableException("not connected", null);
    }
    return made.commands();
  }

  /** Whether there are several masters, which keys are spread over. */
  public boolean isCluster() {
    return client instanceof RedisClusterClient;
  }

  @Override
  public String of(String key) {
    return link.get() instanceof ClusterLink(var cluster)
        ? ClusterConnection.masterOf(key, cluster)
        : ONE;
  }

  @Override
  public boolean has(String server) {
    return link.get() instanceof ClusterLink(var cluster)
        ? ClusterConnection.hasMaster(server, cluster)
        : server.equals(ONE);
  }

  /**
   * Sees to a server that does not answer. Connections to a single one are replaced: to a hung
   * server they would go on collecting commands that are run when it goes on, and from a demoted
   * primary they would never find the new one. A cluster's is kept for the sake of the other
   * masters while one of them can say who has the slots now; only its channels to this server end.
   */
  public void renew(String server) {
    RedisLink failing = link.get();
    if (failing instanceof ClusterLink cluster) {
      channels.end(server);
      refresh(cluster);
    } else {
      replace(failing);
    }
  }

  private void refresh(ClusterLink failing) {
    if (refreshing.compareAndSet(false, true)) {
      var _ =
          ClusterConnection.refresh((RedisClusterClient) client, failing.cluster())
              .whenComplete((done, nobodyTells) -> refreshed(failing, nobodyTells));
    }
  }

  private void refreshed(ClusterLink failing, @Nullable Throwable nobodyTells) {
    refreshing.set(false);
    if (nobodyTells != null) {
      replace(failing);
    }
  }

  private void replace(@Nullable RedisLink failing) {
    if (failing != null && link.compareAndSet(failing, null)) {
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
    RedisLink made = link.getAndSet(null);
    if (made != null) {
      made.closeAsync().join();
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
        .subscribe(link::set);
  }

  private RedisLink connect() {
    return switch (client) {
      case RedisClusterClient cluster -> new ClusterLink(ClusterConnection.open(cluster));
      case RedisClient single -> ServerLink.open(single, perServer, threads);
      default -> throw new IllegalStateException("unknown Redis client: " + client.getClass());
    };
  }
}
