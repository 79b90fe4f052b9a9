package dev.paykore.gateway.postgres;

import dev.paykore.keys.ApiKeyHash;
import dev.paykore.keys.ApiKeyRecord;
import dev.paykore.keys.postgres.EdgeView;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.ValidationDepth;
import io.r2dbc.spi.Wrapped;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import reactor.core.publisher.Mono;

/**
 * Reads the view on connections of the pool. One whose answer was not awaited to its end goes back
 * to the pool only if it answers soon after all, and is ended if not: it may be dead without
 * anybody having said so, and the pool would give it out again and again.
 */
public final class EdgeQueries {

  private final ConnectionFactory pool;
  private final Duration patience;

  /**
   * @param patience how long a connection may take to answer after nobody waits for it any more
   */
  public EdgeQueries(ConnectionFactory pool, Duration patience) {
    this.pool = pool;
    this.patience = patience;
  }

  /** The record of one secret; empty if there is none. */
  public Mono<ApiKeyRecord> findByHash(ApiKeyHash hash) {
    return onConnection(connection -> EdgeView.findByHash(connection, hash));
  }

  /** The records of those of the secrets that there are. */
  public Mono<List<ApiKeyRecord>> findByHashes(List<ApiKeyHash> hashes) {
    return onConnection(connection -> EdgeView.findByHashes(connection, hashes).collectList());
  }

  private <T> Mono<T> onConnection(Function<Connection, Mono<T>> query) {
    return Mono.usingWhen(
        pool.create(),
        query,
        Connection::close,
        (connection, error) -> connection.close(),
        this::giveBackOrEnd);
  }

  private Mono<Void> giveBackOrEnd(Connection connection) {
    return Mono.from(connection.validate(ValidationDepth.REMOTE))
        .timeout(patience)
        .onErrorReturn(false)
        .flatMap(isGood -> isGood ? Mono.from(connection.close()) : end(connection));
  }

  /** The pool finds the connection beneath it closed, and makes room for another. */
  private static Mono<Void> end(Connection pooled) {
    Mono<Void> giveBack = Mono.from(pooled.close());
    return pooled instanceof Wrapped<?> wrapped && wrapped.unwrap() instanceof Connection own
        ? Mono.whenDelayError(own.close(), giveBack)
        : giveBack;
  }
}
