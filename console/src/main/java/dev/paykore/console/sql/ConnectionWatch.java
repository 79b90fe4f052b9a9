package dev.paykore.console.sql;

import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.ValidationDepth;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.r2dbc.ConnectionFactoryDecorator;
import org.springframework.context.SmartLifecycle;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Ends connections to a Postgres that is gone or hangs without a word. The driver waits on them for
 * ever, and the pool gives them out again and again; once one is ended, whoever waits on it is
 * refused, and the pool makes another, to the host that is the primary by then.
 */
public final class ConnectionWatch implements ConnectionFactoryDecorator, SmartLifecycle {

  private static final Logger log = LoggerFactory.getLogger(ConnectionWatch.class);
  private static final Duration INTERVAL = Duration.ofSeconds(1);

  private final Duration patience;
  private final Set<Connection> open = ConcurrentHashMap.newKeySet();
  private volatile @Nullable Disposable watching;

  /**
   * @param patience how long a connection may take to answer; longer than a statement may run, for
   *     the question waits until it has ended
   */
  public ConnectionWatch(Duration patience) {
    this.patience = patience;
  }

  @Override
  public ConnectionFactory decorate(ConnectionFactory factory) {
    return new WatchedFactory(factory, open::add);
  }

  @Override
  public void start() {
    watching =
        Flux.interval(INTERVAL)
            .onBackpressureDrop()
            .concatMap(tick -> Flux.fromIterable(open).flatMap(this::look).then(), 1)
            .subscribe();
  }

  @Override
  public void stop() {
    Disposable watch = watching;
    if (watch != null) {
      watch.dispose();
      watching = null;
    }
  }

  @Override
  public boolean isRunning() {
    return watching != null;
  }

  /** Whatever it answers, it is alive: in a transaction that has failed, an error. */
  private Mono<Void> look(Connection connection) {
    return Mono.from(connection.validate(ValidationDepth.LOCAL))
        .filter(alive -> alive || !open.remove(connection))
        .flatMap(alive -> Mono.from(connection.validate(ValidationDepth.REMOTE)))
        .timeout(patience)
        .then()
        .onErrorResume(TimeoutException.class, silent -> end(connection))
        .onErrorComplete();
  }

  private Mono<Void> end(Connection connection) {
    log.warn("A connection to Postgres is ended: no answer within {} s", patience.toSeconds());
    open.remove(connection);
    return Mono.from(connection.close()).timeout(INTERVAL);
  }
}
