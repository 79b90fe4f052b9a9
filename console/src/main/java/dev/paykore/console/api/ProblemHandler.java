package dev.paykore.console.api;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.annotation.Order;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.stereotype.Component;
import org.springframework.web.ErrorResponse;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebExceptionHandler;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/**
 * Answers every error: with problem details under /api; elsewhere it leaves the status to Spring
 * Boot, which shows the error page of that status.
 */
@Component
@Order(-2)
class ProblemHandler implements WebExceptionHandler {

  private static final Logger log = LoggerFactory.getLogger(ProblemHandler.class);

  private final JsonMapper json;

  ProblemHandler(JsonMapper json) {
    this.json = json;
  }

  @Override
  public Mono<Void> handle(ServerWebExchange exchange, Throwable error) {
    ProblemDetail problem = Problems.of(error);
    if (problem.getStatus() >= 500) {
      log.error("{} {}", exchange.getRequest().getMethod(), problem.getStatus(), error);
    }
    if (exchange.getResponse().isCommitted()) {
      return Mono.error(error);
    }
    return exchange.getRequest().getPath().value().startsWith("/api/")
        ? write(exchange, problem, error)
        : Mono.error(asStatus(problem, error));
  }

  private static Throwable asStatus(ProblemDetail problem, Throwable error) {
    HttpStatusCode status = HttpStatusCode.valueOf(problem.getStatus());
    return new ResponseStatusException(status, problem.getDetail(), error);
  }

  private Mono<Void> write(ServerWebExchange exchange, ProblemDetail problem, Throwable error) {
    ServerHttpResponse response = exchange.getResponse();
    HttpHeaders headers = response.getHeaders();
    response.setRawStatusCode(problem.getStatus());
    if (error instanceof ErrorResponse said) {
      headers.putAll(said.getHeaders());
    }
    headers.setContentType(MediaType.APPLICATION_PROBLEM_JSON);
    headers.setCacheControl("no-store");
    if (problem.getStatus() == 401) {
      headers.set(HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"paykore-console\"");
    }
    if (problem.getStatus() == 503) {
      headers.set(HttpHeaders.RETRY_AFTER, "5");
    }
    DataBuffer body = response.bufferFactory().wrap(json.writeValueAsBytes(problem));
    return response.writeWith(Mono.just(body));
  }
}
