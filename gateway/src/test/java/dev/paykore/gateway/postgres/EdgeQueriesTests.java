package dev.paykore.gateway.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.paykore.gateway.stores.IssuedKey;
import dev.paykore.gateway.stores.Stores;
import dev.paykore.gateway.testing.FaultProxy;
import dev.paykore.keys.ApiKeyHash;
import dev.paykore.keys.ApiKeyRecord;
import dev.paykore.keys.Environment;
import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.pool.ConnectionPoolConfiguration;
import io.r2dbc.spi.ConnectionFactories;
import io.r2dbc.spi.ConnectionFactoryOptions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import reactor.core.Exceptions;
import reactor.core.publisher.Flux;

class EdgeQueriesTests {

  private static final Duration TIMEOUT = Duration.ofMillis(500);
  private static final int CONNECTIONS = 2;

  private static Stores stores;

  private final FaultProxy proxy = FaultProxy.to(stores.postgres().port());
  private final ConnectionPool pool = pool();
  private final EdgeQueries queries = new EdgeQueries(pool, TIMEOUT);
  private final IssuedKey issued = stores.issue(Environment.SANDBOX);

  @BeforeAll
  static void start() {
    stores = Stores.start();
  }

  @AfterAll
  static void stop() {
    stores.close();
  }

  @AfterEach
  void close() {
    pool.dispose();
    proxy.close();
  }

  @Test
  void findsARecordAndNothing() {
    assertThat(find()).isEqualTo(issued.keyId());
    assertThat(
            queries
                .findByHash(stores.unknownKey(Environment.SANDBOX).hash())
                .blockOptional(Stores.PATIENCE))
        .isEmpty();
  }

  @Test
  void findsSeveralRecordsAtOnce() {
    IssuedKey other = stores.issue(Environment.LIVE);
    List<ApiKeyHash> wanted =
        List.of(
            other.key().hash(), stores.unknownKey(Environment.LIVE).hash(), issued.key().hash());
    assertThat(queries.findByHashes(wanted).block(Stores.PATIENCE))
        .extracting(ApiKeyRecord::keyId)
        .containsExactlyInAnyOrder(issued.keyId(), other.keyId());
  }

  @Test
  void connectionsThatDiedWithoutAWordAreReplaced() {
    findAtOnce();
    proxy.swallow();
    assertThatThrownBy(this::find).satisfies(EdgeQueriesTests::isTimeout);
    assertThatThrownBy(this::find).satisfies(EdgeQueriesTests::isTimeout);
    Awaitility.await()
        .atMost(TIMEOUT.multipliedBy(CONNECTIONS).plusSeconds(2))
        .ignoreExceptions()
        .until(() -> find().equals(issued.keyId()));
    assertThat(proxy.connections()).isLessThanOrEqualTo(2 * CONNECTIONS);
  }

  @Test
  void aConnectionThatAnswersAfterAllIsKept() {
    find();
    proxy.delay(TIMEOUT.multipliedBy(3).dividedBy(2));
    assertThatThrownBy(this::find).satisfies(EdgeQueriesTests::isTimeout);
    proxy.heal();
    Awaitility.await().until(() -> pool.getMetrics().orElseThrow().acquiredSize() == 0);
    assertThat(find()).isEqualTo(issued.keyId());
    assertThat(proxy.connections()).isOne();
  }

  private String find() {
    return queries
        .findByHash(issued.key().hash())
        .timeout(TIMEOUT)
        .map(record -> record.keyId())
        .block(Stores.PATIENCE);
  }

  private void findAtOnce() {
    Flux.range(0, 20)
        .flatMap(i -> queries.findByHash(issued.key().hash()), 20)
        .blockLast(Stores.PATIENCE);
    assertThat(proxy.connections()).isEqualTo(CONNECTIONS);
  }

  private static void isTimeout(Throwable error) {
    assertThat(Exceptions.unwrap(error)).isInstanceOf(TimeoutException.class);
  }

  private ConnectionPool pool() {
    ConnectionFactoryOptions options =
        ConnectionFactoryOptions.parse(
                "r2dbc:postgresql://localhost:%d/postgres".formatted(proxy.port()))
            .mutate()
            .option(ConnectionFactoryOptions.USER, stores.edgeUser())
            .build();
    return new ConnectionPool(
        ConnectionPoolConfiguration.builder(ConnectionFactories.get(options))
            .initialSize(0)
            .maxSize(CONNECTIONS)
            .maxAcquireTime(TIMEOUT)
            .build());
  }
}
