package dev.paykore.gateway.observability;

import static org.springframework.cloud.gateway.support.ServerWebExchangeUtils.GATEWAY_ROUTE_ATTR;

import dev.paykore.gateway.authentication.AuthenticatedKey;
import dev.paykore.gateway.error.ClientConnection;
import dev.paykore.gateway.error.EdgeError;
import dev.paykore.gateway.error.EdgeErrors;
import dev.paykore.gateway.error.ErrorCode;
import dev.paykore.gateway.forwarding.Forwarding;
import dev.paykore.gateway.requestid.RequestId;
import org.jspecify.annotations.Nullable;
import org.springframework.cloud.gateway.route.Route;
import org.springframework.http.HttpStatusCode;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.SignalType;

/** One request on its way, and how it ended. */
final class ObservedRequest {

  private static final int OK = 200;

  private final ServerWebExchange exchange;
  private final long startNanos;
  private volatile @Nullable EdgeError error;

  ObservedRequest(ServerWebExchange exchange, long startNanos) {
    this.exchange = exchange;
    this.startNanos = startNanos;
  }

  /** The failure is still to be answered, by the one handler that reads it in the same way. */
  void failed(Throwable failure) {
    error = EdgeErrors.of(failure);
  }

  AccessLine ended(SignalType signal, long nowNanos) {
    boolean committed = exchange.getResponse().isCommitted();
    boolean gone =
        signal == SignalType.CANCEL || (error != null && ClientConnection.isGone(exchange));
    boolean answered = error != null && !gone && !committed;
    return new AccessLine(
        RequestId.of(exchange),
        exchange.getRequest().getMethod().name(),
        exchange.getRequest().getURI().getRawPath(),
        gone && !committed ? AccessLine.CLIENT_GONE : status(),
        nowNanos - startNanos,
        answered ? code() : null,
        account(committed && (gone || error != null)));
  }

  private int status() {
    EdgeError failure = error;
    if (failure != null && !exchange.getResponse().isCommitted()) {
      return failure.code().status().value();
    }
    HttpStatusCode status = exchange.getResponse().getStatusCode();
    return status == null ? OK : status.value();
  }

  private @Nullable ErrorCode code() {
    return error == null ? null : error.code();
  }

  private AccessLine.Account account(boolean cut) {
    Route route = exchange.getAttribute(GATEWAY_ROUTE_ATTR);
    Forwarding forwarding = Forwarding.of(exchange);
    return new AccessLine.Account(
        AuthenticatedKey.of(exchange),
        route == null ? null : route.getId(),
        forwarding == null ? -1 : forwarding.upstreamNanos(),
        cut);
  }
}
