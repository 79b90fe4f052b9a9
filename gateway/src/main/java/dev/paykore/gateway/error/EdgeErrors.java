package dev.paykore.gateway.error;

import dev.paykore.gateway.redis.RedisUnavailableException;
import io.netty.channel.ConnectTimeoutException;
import io.r2dbc.spi.R2dbcException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.util.concurrent.TimeoutException;
import org.springframework.http.HttpStatus;
import org.springframework.web.server.ResponseStatusException;
import reactor.netty.internal.shaded.reactor.pool.PoolAcquirePendingLimitException;

/**
 * What a failure means for the client. A stage that knows more than the type of an exception says
 * so itself with an {@link EdgeException}; what nobody foresaw is a bug of ours.
 */
public final class EdgeErrors {

  private EdgeErrors() {}

  /** The error to answer instead of the failure. */
  public static EdgeError of(Throwable failure) {
    return switch (failure) {
      case EdgeException known -> known.error();
      case RedisUnavailableException noStore -> EdgeError.of(ErrorCode.SERVICE_UNAVAILABLE);
      case R2dbcException noStore -> EdgeError.of(ErrorCode.SERVICE_UNAVAILABLE);
      case PoolAcquirePendingLimitException full -> EdgeError.of(ErrorCode.SERVICE_UNAVAILABLE);
      // The pool's own: its type is hidden, and nothing else here waits.
      case TimeoutException noConnectionFree -> EdgeError.of(ErrorCode.SERVICE_UNAVAILABLE);
      case ConnectTimeoutException silent -> EdgeError.of(ErrorCode.GATEWAY_TIMEOUT);
      case ConnectException refused -> EdgeError.of(ErrorCode.BAD_GATEWAY);
      case UnknownHostException unknown -> EdgeError.of(ErrorCode.BAD_GATEWAY);
      case IOException broken -> maybeForwarded(ErrorCode.BAD_GATEWAY);
      case ResponseStatusException status -> of(status.getStatusCode().value());
      default -> maybeForwarded(ErrorCode.INTERNAL_ERROR);
    };
  }

  private static EdgeError of(int status) {
    return switch (HttpStatus.resolve(status)) {
      case BAD_REQUEST -> EdgeError.of(ErrorCode.BAD_REQUEST);
      case NOT_FOUND -> EdgeError.of(ErrorCode.ROUTE_NOT_FOUND);
      case METHOD_NOT_ALLOWED -> EdgeError.of(ErrorCode.METHOD_NOT_ALLOWED);
      case CONTENT_TOO_LARGE -> EdgeError.of(ErrorCode.PAYLOAD_TOO_LARGE);
      case SERVICE_UNAVAILABLE -> maybeForwarded(ErrorCode.SERVICE_UNAVAILABLE);
      case GATEWAY_TIMEOUT -> maybeForwarded(ErrorCode.GATEWAY_TIMEOUT);
      case null, default -> maybeForwarded(ErrorCode.INTERNAL_ERROR);
    };
  }

  /** Here nobody can tell any more how far the request had got. */
  private static EdgeError maybeForwarded(ErrorCode code) {
    return EdgeError.of(code).forwarded(Forwarded.UNKNOWN);
  }
}
