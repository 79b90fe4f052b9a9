package dev.paykore.gateway.guard.http2;

import io.netty.channel.Channel;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2ConnectionAdapter;
import io.netty.handler.codec.http2.Http2Stream;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Closes a connection on which nothing is asked, whatever else its client sends to keep it. */
final class IdleConnection extends Http2ConnectionAdapter {

  private final Channel channel;
  private final Http2Connection connection;
  private final Duration timeout;
  private @Nullable Future<?> end;

  private IdleConnection(Channel channel, Http2Connection connection, Duration timeout) {
    this.channel = channel;
    this.connection = connection;
    this.timeout = timeout;
  }

  /** Begins to watch a connection that has no stream yet. */
  static void watch(Channel channel, Http2Connection connection, Duration timeout) {
    IdleConnection idle = new IdleConnection(channel, connection, timeout);
    connection.addListener(idle);
    idle.closeLater();
    var _ = channel.closeFuture().addListener(closed -> idle.cancel());
  }

  @Override
  public void onStreamActive(Http2Stream stream) {
    cancel();
  }

  @Override
  public void onStreamClosed(Http2Stream stream) {
    if (connection.numActiveStreams() == 0 && channel.isActive()) {
      closeLater();
    }
  }

  private void closeLater() {
    cancel();
    end = channel.eventLoop().schedule(this::close, timeout.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void close() {
    var _ = channel.close();
  }

  private void cancel() {
    if (end != null) {
      end.cancel(false);
      end = null;
    }
  }
}
