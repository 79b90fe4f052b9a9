package dev.paykore.gateway.error;

import dev.paykore.gateway.requestid.RequestId;
import dev.paykore.gateway.response.EdgeResponse;
import io.netty.buffer.Unpooled;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * Answers every failure of a request with its envelope, whatever the client accepts. Once a
 * response has begun there is no more to say: the connection is cut, so that the client sees that
 * the response is not whole.
 */
public final class EdgeErrorHandler {

  private static final Logger log = LoggerFactory.getLogger(EdgeErrorHandler.class);

  EdgeErrorHandler() {}

  /** Answers the failure, unless nobody is there any more. */
  public Mono<Void> handle(ServerWebExchange exchange, Throwable failure) {
    if (ClientConnection.isGone(exchange)) {
      return Mono.empty();
    }
    EdgeError error = EdgeErrors.of(failure);
    report(error, failure, RequestId.of(exchange));
    return exchange.getResponse().isCommitted()
        ? ClientConnection.cut(exchange, failure)
        : answer(exchange.getResponse(), PreparedAnswer.to(exchange, error));
  }

  private static void report(EdgeError error, Throwable failure, String requestId) {
    if (error.code() == ErrorCode.INTERNAL_ERROR) {
      log.error("Request {} failed: a bug of ours", requestId, ReportedFailure.of(failure));
    } else if (log.isDebugEnabled()) {
      log.debug(
          "Request {} is answered with {}", requestId, error.code(), ReportedFailure.of(failure));
    }
  }

  private static Mono<Void> answer(ServerHttpResponse response, PreparedAnswer answer) {
    byte[] body = answer.body();
    response.setStatusCode(answer.envelope().status());
    answer.envelope().headers().forEach(response.getHeaders()::set);
    response.getHeaders().setContentLength(body.length);
    return EdgeResponse.sendWhole(response, Unpooled.wrappedBuffer(body));
  }
}
