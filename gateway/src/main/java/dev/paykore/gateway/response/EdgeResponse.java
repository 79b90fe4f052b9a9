package dev.paykore.gateway.response;

import io.netty.buffer.ByteBuf;
import java.util.function.Supplier;
import org.springframework.core.io.buffer.NettyDataBufferFactory;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.http.server.reactive.ServerHttpResponseDecorator;
import reactor.core.publisher.Mono;
import reactor.netty.http.server.HttpServerResponse;

/**
 * A response that knows a short way to the client. The framework sends every body through some
 * fifteen operators: for actions before the commit, cookies, and buffers that nobody takes. Most
 * answers are one buffer that is at hand, and have none of that; they are given to Reactor Netty as
 * they are.
 */
public final class EdgeResponse extends ServerHttpResponseDecorator {

  private boolean hasActions;
  private volatile boolean sent;

  public EdgeResponse(ServerHttpResponse response) {
    super(response);
  }

  /**
   * Answers with a body that is there as a whole, as one message with its head if nothing is in the
   * way of that: a filter may have put another response around this one, or left something to do
   * before the head is sent.
   *
   * @param body is released, whatever becomes of it
   */
  public static Mono<Void> sendWhole(ServerHttpResponse response, ByteBuf body) {
    return response instanceof EdgeResponse own && own.isPlain()
        ? own.send(body)
        : response.writeWith(
            Mono.just(((NettyDataBufferFactory) response.bufferFactory()).wrap(body)));
  }

  @Override
  public void beforeCommit(Supplier<? extends Mono<Void>> action) {
    hasActions = true;
    super.beforeCommit(action);
  }

  @Override
  public boolean isCommitted() {
    return sent || super.isCommitted();
  }

  @Override
  public Mono<Void> setComplete() {
    return sent ? Mono.empty() : super.setComplete();
  }

  private boolean isPlain() {
    return !hasActions && !isCommitted() && getCookies().isEmpty();
  }

  private Mono<Void> send(ByteBuf body) {
    sent = true;
    HttpServerResponse client = getNativeResponse(getDelegate());
    HttpStatusCode status = getStatusCode();
    if (status != null) {
      client.status(status.value());
    }
    return client.sendObject(body).then();
  }
}
