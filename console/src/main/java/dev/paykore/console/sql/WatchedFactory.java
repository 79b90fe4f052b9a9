package dev.paykore.console.sql;

import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.ConnectionFactoryMetadata;
import io.r2dbc.spi.Wrapped;
import java.util.function.Consumer;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;

/** Tells of each connection that is made. */
record WatchedFactory(ConnectionFactory unwrap, Consumer<Connection> watch)
    implements ConnectionFactory, Wrapped<ConnectionFactory> {

  @Override
  public Publisher<? extends Connection> create() {
    return Mono.<Connection>from(unwrap.create()).doOnNext(watch);
  }

  @Override
  public ConnectionFactoryMetadata getMetadata() {
    return unwrap.getMetadata();
  }
}
