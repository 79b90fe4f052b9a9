package dev.paykore.gateway.error;

import io.netty.channel.Channel;
import io.netty.util.AttributeKey;
import io.netty.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import reactor.netty.Connection;

/** The connection that a request came on. */
public final class ClientConnection {

  private static final AttributeKey<EdgeError> REFUSAL =
      AttributeKey.valueOf(ClientConnection.class, "refusal");

  private static final AttributeKey<Answer> ANSWERED =
      AttributeKey.valueOf(ClientConnection.class, "answered");

  private static final AttributeKey<Boolean> READ_NO_FURTHER =
      AttributeKey.valueOf(ClientConnection.class, "readNoFurther");

  private ClientConnection() {}

  /** Asks that the connection end with the answer to the request in hand, its body unread. */
  public static void doNotReadOn(ServerWebExchange exchange) {
    Channel channel = channel(exchange);
    if (channel != null) {
      channel.attr(READ_NO_FURTHER).set(true);
    }
  }

  /** Whether the connection ends with the answer to the request in hand. */
  public static boolean readsNoFurther(Channel channel) {
    return Boolean.TRUE.equals(channel.attr(READ_NO_FURTHER).get());
  }

  /** Remembers that the edge has answered the request in hand below everything that handles it. */
  public static void refuse(Channel channel, EdgeError error) {
    channel.attr(REFUSAL).set(error);
  }

  /** What the request was answered with below everything that handles it, or {@code null}. */
  public static @Nullable EdgeError refusal(@Nullable Channel channel) {
    return channel == null ? null : channel.attr(REFUSAL).get();
  }

  /** The last response whose end was written, and whether the network has taken it. */
  private record Answer(String requestId, Future<?> written) {}

  /** Remembers that all of the response to the request is on its way to the network. */
  public static void answered(Channel channel, String requestId, Future<?> written) {
    channel.attr(ANSWERED).set(new Answer(requestId, written));
  }

  /**
   * Whether the network has taken all of the response to the request, and of none since: a client
   * that has it may leave at once, before the edge comes to the end of its own work.
   */
  public static boolean hasAnswered(@Nullable Channel channel, String requestId) {
    Answer last = channel == null ? null : channel.attr(ANSWERED).get();
    return last != null && last.requestId.equals(requestId) && last.written.isSuccess();
  }

  /** Whether the client went away before it had been sent all of the response to the request. */
  public static boolean isGoneUnanswered(@Nullable Channel channel, String requestId) {
    return channel != null && !channel.isActive() && !hasAnswered(channel, requestId);
  }

  /** Whether nobody is there to answer any more. */
  public static boolean isGone(ServerWebExchange exchange) {
    Channel channel = channel(exchange);
    return channel != null && !channel.isActive();
  }

  /**
   * Ends a response that has begun and cannot be finished. To hand the failure on instead would not
   * do: the framework takes some failures of a downstream for a client that went away, and then
   * ends the response as if it were whole.
   */
  static Mono<Void> cut(ServerWebExchange exchange, Throwable failure) {
    Channel channel = channel(exchange);
    if (channel == null) {
      return Mono.error(failure);
    }
    var _ = channel.close();
    return Mono.empty();
  }

  /**
   * The channel, to be asked for while the request is in hand: once the client has gone the
   * framework names another, on which nothing of this is remembered.
   */
  public static @Nullable Channel channel(ServerWebExchange exchange) {
    Object request = ServerHttpRequestDecorator.getNativeRequest(exchange.getRequest());
    return request instanceof Connection connection ? connection.channel() : null;
  }
}
