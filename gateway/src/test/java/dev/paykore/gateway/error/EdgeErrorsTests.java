package dev.paykore.gateway.error;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.paykore.gateway.redis.RedisConnection;
import dev.paykore.gateway.redis.RedisUnavailableException;
import io.lettuce.core.RedisClient;
import io.netty.channel.ConnectTimeoutException;
import io.r2dbc.spi.R2dbcNonTransientResourceException;
import io.r2dbc.spi.R2dbcTimeoutException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.web.reactive.resource.NoResourceFoundException;
import org.springframework.web.server.MethodNotAllowedException;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.server.ServerWebInputException;
import reactor.netty.http.client.PrematureCloseException;

/** What each failure is answered with, where no stage has said so itself. */
class EdgeErrorsTests {

  record Mapping(Throwable failure, ErrorCode code, @Nullable Forwarded forwarded) {}

  static final List<Mapping> SERVER_ERRORS =
      List.of(
          new Mapping(new ConnectException("refused"), ErrorCode.BAD_GATEWAY, Forwarded.NO),
          new Mapping(new UnknownHostException("wallets"), ErrorCode.BAD_GATEWAY, Forwarded.NO),
          new Mapping(
              PrematureCloseException.TEST_EXCEPTION, ErrorCode.BAD_GATEWAY, Forwarded.UNKNOWN),
          new Mapping(new SSLException("expired"), ErrorCode.BAD_GATEWAY, Forwarded.UNKNOWN),
          new Mapping(new IOException("reset"), ErrorCode.BAD_GATEWAY, Forwarded.UNKNOWN),
          new Mapping(new ConnectTimeoutException(), ErrorCode.GATEWAY_TIMEOUT, Forwarded.NO),
          new Mapping(
              new ResponseStatusException(HttpStatus.GATEWAY_TIMEOUT),
              ErrorCode.GATEWAY_TIMEOUT,
              Forwarded.UNKNOWN),
          new Mapping(
              new ResponseStatusException(HttpStatus.SERVICE_UNAVAILABLE),
              ErrorCode.SERVICE_UNAVAILABLE,
              Forwarded.UNKNOWN),
          new Mapping(
              new R2dbcTimeoutException("slow"), ErrorCode.SERVICE_UNAVAILABLE, Forwarded.NO),
          new Mapping(
              new R2dbcNonTransientResourceException("away"),
              ErrorCode.SERVICE_UNAVAILABLE,
              Forwarded.NO),
          new Mapping(
              new TimeoutException("no connection free"),
              ErrorCode.SERVICE_UNAVAILABLE,
              Forwarded.NO),
          new Mapping(
              new IllegalStateException("a bug"), ErrorCode.INTERNAL_ERROR, Forwarded.UNKNOWN),
          new Mapping(
              new ResponseStatusException(HttpStatus.UPGRADE_REQUIRED),
              ErrorCode.INTERNAL_ERROR,
              Forwarded.UNKNOWN));

  static final List<Mapping> CLIENT_ERRORS =
      List.of(
          new Mapping(
              new NoResourceFoundException(URI.create("/a"), "a"), ErrorCode.ROUTE_NOT_FOUND, null),
          new Mapping(
              new MethodNotAllowedException(HttpMethod.TRACE, List.of()),
              ErrorCode.METHOD_NOT_ALLOWED,
              null),
          new Mapping(new ServerWebInputException("no"), ErrorCode.BAD_REQUEST, null),
          new Mapping(
              new ResponseStatusException(HttpStatus.CONTENT_TOO_LARGE),
              ErrorCode.PAYLOAD_TOO_LARGE,
              null));

  @ParameterizedTest
  @FieldSource({"SERVER_ERRORS", "CLIENT_ERRORS"})
  void aFailureHasItsCodeAndSaysHowFarTheRequestGot(Mapping mapping) {
    EdgeError error = EdgeErrors.of(mapping.failure());
    assertThat(error.code()).isEqualTo(mapping.code());
    assertThat(error.forwarded()).isEqualTo(mapping.forwarded());
    assertThat(error.message()).isEqualTo(mapping.code().message());
  }

  @Test
  void whatAStageSaysItselfIsAnsweredAsItIs() {
    EdgeError error = EdgeError.of(ErrorCode.EXPIRED_API_KEY, "expired");
    assertThat(EdgeErrors.of(error.toException(new IOException()))).isSameAs(error);
  }

  @Test
  void withoutRedisTheEdgeIsUnavailable() {
    RedisClient client = RedisClient.create();
    Throwable away = catchThrowable(new RedisConnection(client)::get);
    client.shutdown();
    assertThat(away).isInstanceOf(RedisUnavailableException.class);
    assertThat(EdgeErrors.of(away)).isEqualTo(EdgeError.of(ErrorCode.SERVICE_UNAVAILABLE));
  }
}
