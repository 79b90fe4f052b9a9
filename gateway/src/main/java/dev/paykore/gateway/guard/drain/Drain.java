package dev.paykore.gateway.guard.drain;

import io.netty.channel.Channel;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.SmartLifecycle;
import reactor.core.publisher.Mono;

/**
 * What happens between the order to stop and the server's own stop, which takes no new connection
 * and closes idle ones at once. By then readiness has failed, but whoever sends requests needs time
 * to notice; so for that time the edge serves as before, and asks its clients to leave. Connections
 * that are still idle then are ended gently, and the server finishes what runs.
 */
public final class Drain implements SmartLifecycle {

  private static final Logger log = LoggerFactory.getLogger(Drain.class);

  /** Just before the server begins to stop. */
  private static final int PHASE = WebServerApplicationContext.GRACEFUL_SHUTDOWN_PHASE + 1;

  /** For the ends of idle connections to arrive. */
  private static final Duration FAREWELL = Duration.ofSeconds(1);

  private final Duration delay;
  private final ChannelGroup connections = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
  private volatile boolean draining;
  private volatile boolean running;

  public Drain(Duration delay) {
    this.delay = delay;
  }

  /** Tells this connection, from now to its end, when to end. */
  public void accepted(Channel connection) {
    connections.add(connection);
  }

  /** Whether the edge stops soon; new connections are told this by nobody else. */
  public boolean isDraining() {
    return draining;
  }

  @Override
  public int getPhase() {
    return PHASE;
  }

  @Override
  public void start() {
    draining = false;
    running = true;
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  @Override
  public void stop() {
    throw new UnsupportedOperationException("it takes time, and calls back");
  }

  @Override
  public void stop(Runnable callback) {
    running = false;
    draining = true;
    log.info("Serving for another {} ms, and asking clients to leave", delay.toMillis());
    tell(DrainSignal.STOPPING_SOON);
    Mono.delay(delay).then(Mono.defer(this::letGo)).doFinally(signal -> callback.run()).subscribe();
  }

  private Mono<Void> letGo() {
    tell(DrainSignal.LAST_CALL);
    return Mono.<Void>create(
            sink -> connections.newCloseFuture().addListener(closed -> sink.success()))
        .timeout(FAREWELL, Mono.empty());
  }

  private void tell(DrainSignal signal) {
    connections.forEach(connection -> connection.pipeline().fireUserEventTriggered(signal));
  }
}
