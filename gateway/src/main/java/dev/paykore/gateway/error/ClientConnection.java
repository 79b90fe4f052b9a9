package dev.paykore.gateway.error;

import io.netty.channel.Channel;
import io.netty.util.AttributeKey;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import reactor.netty.Connection;

/** The connection that a request came on. */
public final class ClientConnection {

  private static final AttributeKey<EdgeError> REFUSAL =
      AttributeKey.valueOf(ClientConnection.class, "refusal");

  private static final AttributeKey<String> ANSWERED =
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
  public static @Nullable EdgeError refusal(ServerWebExchange exchange) {
    Channel channel = channel(exchange);
    return channel == null ? null : channel.attr(REFUSAL).get();
  }

  /** Remembers that the response to the request was written to its end. */
  public static void answered(Channel channel, String requestId) {
    channel.attr(ANSWERED).set(requestId);
  }

  /** Whether the response to the request was written to its end, and none since. */
  public static boolean hasAnswered(Channel channel, String requestId) {
    return requestId.equals(channel.attr(ANSWERED).get());
  }

  /** Whether the client went away before the response to the request was written to its end. */
  public static boolean isGoneUnanswered(ServerWebExchange exchange, String requestId) {
    Channel channel = channel(exchange);
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

  private static @Nullable Channel channel(ServerWebExchange exchange) {
    Object request = ServerHttpRequestDecorator.getNativeRequest(exchange.getRequest());
    return request instanceof Connection connection ? connection.channel() : null;
  }
}
