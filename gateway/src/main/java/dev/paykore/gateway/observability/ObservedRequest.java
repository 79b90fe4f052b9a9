package dev.paykore.gateway.observability;

import static org.springframework.cloud.gateway.support.ServerWebExchangeUtils.GATEWAY_ROUTE_ATTR;

import dev.paykore.gateway.authentication.AuthenticatedKey;
import dev.paykore.gateway.client.ClientAddress;
import dev.paykore.gateway.environment.RouteEnvironment;
import dev.paykore.gateway.error.ClientConnection;
import dev.paykore.gateway.error.EdgeError;
import dev.paykore.gateway.error.EdgeErrors;
import dev.paykore.gateway.error.PreparedAnswer;
import dev.paykore.gateway.forwarding.Forwarding;
import dev.paykore.gateway.requestid.RequestId;
import dev.paykore.gateway.tracing.RequestTrace;
import dev.paykore.keys.ApiKeyRecord;
import dev.paykore.keys.Environment;
import io.netty.channel.Channel;
import org.jspecify.annotations.Nullable;
import org.springframework.cloud.gateway.route.Route;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatusCode;
import org.springframework.web.server.ServerWebExchange;

/** One request on its way, and how it ended. */
final class ObservedRequest {

  private static final int OK = 200;

  private final ServerWebExchange exchange;
  private final @Nullable Channel client;
  private final long startNanos;
  private volatile @Nullable EdgeError error;
  private volatile boolean cut;
  private volatile boolean gone;

  ObservedRequest(ServerWebExchange exchange, long startNanos) {
    this.exchange = exchange;
    this.client = ClientConnection.channel(exchange);
    this.startNanos = startNanos;
  }

  /** The failure is still to be answered, by the one handler that reads it in the same way. */
  void failed(Throwable failure) {
    broke(EdgeErrors.of(failure), ClientConnection.isGone(exchange));
  }

  /** The client went away before it had its response, or the guard sent it away. */
  void cancelled() {
    broke(null, true);
  }

  /**
   * What has been sent by now is all that counts: afterwards an answer to this has been. Whoever
   * leaves with all of a response has it.
   */
  private void broke(@Nullable EdgeError failure, boolean unanswerable) {
    EdgeError refusal = ClientConnection.refusal(client);
    if (refusal == null && ClientConnection.hasAnswered(client, RequestId.of(exchange))) {
      return;
    }
    cut = isBegun();
    gone = unanswerable && refusal == null;
    error = refusal == null ? failure : refusal;
  }

  /** The chain has come to its end. It ends without a failure when a client leaves a response. */
  void completed() {
    cut = isBegun() && ClientConnection.isGoneUnanswered(client, RequestId.of(exchange));
  }

  private boolean isBegun() {
    return exchange.getResponse().isCommitted();
  }

  AccessLine ended(long nowNanos) {
    EdgeError answer = gone || cut ? null : error;
    return new AccessLine(
        RequestId.of(exchange),
        ClientAddress.textOf(exchange),
        exchange.getRequest().getMethod().name(),
        exchange.getRequest().getURI().getRawPath(),
        answer == null ? statusSent() : answer.code().status().value(),
        nowNanos - startNanos,
        answer,
        account(answer));
  }

  private int statusSent() {
    if (gone && !cut) {
      return AccessLine.CLIENT_GONE;
    }
    HttpStatusCode status = exchange.getResponse().getStatusCode();
    return status == null ? OK : status.value();
  }

  private AccessLine.Account account(@Nullable EdgeError answer) {
    ApiKeyRecord key = AuthenticatedKey.of(exchange);
    Route route = exchange.getAttribute(GATEWAY_ROUTE_ATTR);
    Forwarding forwarding = Forwarding.of(exchange);
    RequestTrace trace = RequestTrace.of(exchange);
    return new AccessLine.Account(
        key,
        route == null ? null : route.getId(),
        key == null ? environmentOf(route) : key.environment(),
        forwarding == null ? -1 : forwarding.upstreamNanos(),
        answer == null ? receivedBytes(forwarding) : sentBytes(answer),
        cut,
        trace == null ? null : trace.sampledId());
  }

  private static long receivedBytes(@Nullable Forwarding forwarding) {
    return forwarding == null ? -1 : forwarding.receivedBytes();
  }

  private long sentBytes(EdgeError answer) {
    boolean hasBody = !exchange.getRequest().getMethod().equals(HttpMethod.HEAD);
    return hasBody ? PreparedAnswer.to(exchange, answer).length() : 0;
  }

  private static @Nullable Environment environmentOf(@Nullable Route route) {
    return route == null ? null : RouteEnvironment.of(route);
  }
}
