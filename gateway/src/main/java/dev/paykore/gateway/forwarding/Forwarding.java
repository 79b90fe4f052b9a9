package dev.paykore.gateway.forwarding;

import dev.paykore.gateway.error.Forwarded;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.web.server.ServerWebExchange;
import reactor.netty.http.client.HttpClientInfos;
import reactor.util.context.Context;

/**
 * How far one request has got on its way downstream, and when. It lies in the Reactor context of
 * the request's chain, where the HTTP client's callbacks find it.
 */
public final class Forwarding {

  private static final String ATTRIBUTE = Forwarding.class.getName();

  private final @Nullable Duration responseTimeout;
  private volatile Forwarded reached = Forwarded.NO;
  private volatile long sentNanos;
  private volatile long answeredNanos;

  Forwarding(@Nullable Duration responseTimeout) {
    this.responseTimeout = responseTimeout;
  }

  /** The progress of the request in hand, or {@code null} before it was sent on its way. */
  public static @Nullable Forwarding of(ServerWebExchange exchange) {
    return exchange.getAttribute(ATTRIBUTE);
  }

  static Forwarding of(HttpClientInfos message) {
    return message.currentContextView().get(Forwarding.class);
  }

  /** Whether a byte of the request can have reached the downstream. */
  public Forwarded reached() {
    return reached;
  }

  /** From the connection to the head of the response, in nanoseconds, or -1 without a response. */
  public long upstreamNanos() {
    return answeredNanos == 0 ? -1 : answeredNanos - sentNanos;
  }

  void attachTo(ServerWebExchange exchange) {
    exchange.getAttributes().put(ATTRIBUTE, this);
  }

  Context attachTo(Context context) {
    return context.put(Forwarding.class, this);
  }

  @Nullable Duration responseTimeout() {
    return responseTimeout;
  }

  /** A connection stands and the request is about to be written. */
  void connected() {
    sentNanos = System.nanoTime();
    reached = Forwarded.UNKNOWN;
  }

  /** The last byte of the request was written. */
  void written() {
    reached = Forwarded.YES;
  }

  /** The head of the response was read. */
  void answered() {
    answeredNanos = System.nanoTime();
    reached = Forwarded.YES;
  }
}
