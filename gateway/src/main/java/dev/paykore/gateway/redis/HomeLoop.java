package dev.paykore.gateway.redis;

import io.netty.channel.EventLoop;
import java.util.concurrent.Executor;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.netty.Connection;

/**
 * Brings the work for a request back to the event loop of its own connection. A decision that
 * requests share is read by the loop of whoever asked first, and all that one connection to a
 * cluster's master answers by one loop: were all requests to go on there, that loop would become
 * the whole edge's one core, and would read the next answers too late.
 */
public final class HomeLoop {

  private HomeLoop() {}

  /** Runs on the event loop of the request's connection, at once if already there. */
  public static Scheduler of(ServerWebExchange exchange) {
    Object request = ServerHttpRequestDecorator.getNativeRequest(exchange.getRequest());
    return request instanceof Connection connection
        ? Schedulers.fromExecutor(on(connection.channel().eventLoop()))
        : Schedulers.immediate();
  }

  /**
   * Runs on the event loop of the request's connection, after what that is doing: for those who
   * wake each other one after the other, and would do so deeper and deeper in one stack.
   */
  public static Scheduler nextTurnOf(ServerWebExchange exchange) {
    Object request = ServerHttpRequestDecorator.getNativeRequest(exchange.getRequest());
    return request instanceof Connection connection
        ? Schedulers.fromExecutor(connection.channel().eventLoop())
        : Schedulers.immediate();
  }

  private static Executor on(EventLoop loop) {
    return task -> {
      if (loop.inEventLoop()) {
        task.run();
      } else {
        loop.execute(task);
      }
    };
  }
}
