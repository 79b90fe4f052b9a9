package dev.paykore.gateway.forwarding;

import dev.paykore.gateway.error.EdgeError;
import dev.paykore.gateway.error.ErrorCode;
import dev.paykore.gateway.error.Forwarded;
import dev.paykore.gateway.forwarding.breaker.DownstreamBreaker;
import dev.paykore.gateway.forwarding.share.NoShareException;
import dev.paykore.gateway.forwarding.wire.SlowClientException;
import io.netty.channel.ConnectTimeoutException;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.PrematureChannelClosureException;
import io.netty.handler.ssl.SslHandshakeTimeoutException;
import io.netty.handler.timeout.ReadTimeoutException;
import java.io.IOException;
import java.util.concurrent.TimeoutException;
import reactor.netty.internal.shaded.reactor.pool.PoolAcquirePendingLimitException;

/** What a failure on the way downstream means for the client. */
final class DownstreamFailure {

  private static final long RETRY_AFTER_SECONDS = 1;

  private DownstreamFailure() {}

  static EdgeError of(Throwable failure, Forwarded reached) {
    EdgeError error = EdgeError.of(code(failure, reached)).forwarded(reached);
    return error.code() == ErrorCode.SERVICE_UNAVAILABLE
        ? error.retryAfter(RETRY_AFTER_SECONDS)
        : error;
  }

  /** What it means that the downstream is spared. */
  static EdgeError spared(DownstreamBreaker breaker) {
    return EdgeError.of(ErrorCode.SERVICE_UNAVAILABLE).retryAfter(breaker.retryAfterSeconds());
  }

  /** Whether it says that the downstream was not there, too slow, or gave no valid answer. */
  static boolean isOfDownstream(Throwable failure, Forwarded reached) {
    ErrorCode code = code(failure, reached);
    return code == ErrorCode.BAD_GATEWAY || code == ErrorCode.GATEWAY_TIMEOUT;
  }

  private static ErrorCode code(Throwable failure, Forwarded reached) {
    return switch (failure) {
      case ConnectTimeoutException noConnection -> ErrorCode.GATEWAY_TIMEOUT;
      case SslHandshakeTimeoutException noTls -> ErrorCode.GATEWAY_TIMEOUT;
      case ReadTimeoutException noAnswer -> ErrorCode.GATEWAY_TIMEOUT;
      case PoolAcquirePendingLimitException tooMany -> ErrorCode.SERVICE_UNAVAILABLE;
      case NoShareException tooManyOfKey -> ErrorCode.SERVICE_UNAVAILABLE;
      case SlowClientException tooManySlow -> ErrorCode.SERVICE_UNAVAILABLE;
      // The pool's own: its type is hidden, and nothing else here waits.
      case TimeoutException noConnectionFree -> ErrorCode.SERVICE_UNAVAILABLE;
      case IOException broken -> ErrorCode.BAD_GATEWAY;
      case DecoderException unreadable when !isForWantOfMemory(unreadable) -> ErrorCode.BAD_GATEWAY;
      case PrematureChannelClosureException cutShort -> ErrorCode.BAD_GATEWAY;
      // Once there is a connection: Netty's decoder throws bare exceptions at what makes no sense.
      default -> codeOfOthers(failure, reached);
    };
  }

  private static ErrorCode codeOfOthers(Throwable failure, Forwarded reached) {
    if (isForWantOfMemory(failure)) {
      return ErrorCode.SERVICE_UNAVAILABLE;
    }
    return reached == Forwarded.NO ? ErrorCode.INTERNAL_ERROR : ErrorCode.BAD_GATEWAY;
  }

  /** Netty wraps what an encoder or decoder throws. */
  private static boolean isForWantOfMemory(Throwable failure) {
    return failure instanceof OutOfMemoryError || failure.getCause() instanceof OutOfMemoryError;
  }
}
