package dev.paykore.gateway.observability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.cloud.gateway.support.ServerWebExchangeUtils.GATEWAY_ROUTE_ATTR;

import dev.paykore.gateway.testing.LogCapture;
import dev.paykore.gateway.tracing.Tracing;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.cloud.gateway.route.Route;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.HttpCookie;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.reactive.AbstractServerHttpRequest;
import org.springframework.http.server.reactive.SslInfo;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.server.MockServerWebExchange;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** How failures and clients that go away are told is tested with a real server, in the guard. */
class AccessLogFilterTests {

  private static final String ID = "req_4kMnO5pQrS";

  private final LogCapture log = LogCapture.of("access");
  private final AtomicLong nanos = new AtomicLong();
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final AccessLogFilter filter =
      new AccessLogFilter(new AccessLog(new RequestMeters(registry)), Tracing.off(), nanos::get);
  private final ServerWebExchange exchange =
      MockServerWebExchange.from(MockServerHttpRequest.get("/"))
          .mutate()
          .request(new Received("/v1/wallets?key=sk_test_1"))
          .build();

  @AfterEach
  void close() {
    log.close();
  }

  @Test
  void writesOneLineWithWhatTheResponseWas() {
    exchange.getResponse().setStatusCode(HttpStatus.CREATED);
    exchange.getAttributes().put(GATEWAY_ROUTE_ATTR, route());
    filter.filter(exchange, at -> after(Duration.ofMillis(7))).block();
    assertThat(line())
        .containsEntry("status", "201")
        .containsEntry("path", "/v1/wallets")
        .containsEntry("duration_ms", "7")
        .containsEntry("route", "wallets");
  }

  private Map<String, String> line() {
    assertThat(log.linesOf(ID)).hasSize(1);
    return log.linesOf(ID).getFirst();
  }

  private Mono<Void> after(Duration time) {
    return Mono.fromRunnable(() -> nanos.addAndGet(time.toNanos()));
  }

  /** On no connection; the framework's mock will not even say so. */
  private static final class Received extends AbstractServerHttpRequest {

    Received(String target) {
      super(HttpMethod.GET, URI.create(target), "", headers());
    }

    private static HttpHeaders headers() {
      HttpHeaders headers = new HttpHeaders();
      headers.add("X-Request-Id", ID);
      return headers;
    }

    @Override
    public Flux<DataBuffer> getBody() {
      return Flux.empty();
    }

    @Override
    protected MultiValueMap<String, HttpCookie> initCookies() {
      return new LinkedMultiValueMap<>();
    }

    @Override
    protected SslInfo initSslInfo() {
      return null;
    }

    @Override
    @SuppressWarnings({"TypeParameterUnusedInFormals", "unchecked"}) // As the framework has it.
    public <T> T getNativeRequest() {
      return (T) this;
    }
  }

  private static Route route() {
    return Route.async().id("wallets").uri("http://wallets:80").predicate(at -> true).build();
  }
}
