package dev.paykore.console.api;

import dev.paykore.console.refusal.Refusal;
import dev.paykore.console.refusal.RefusedException;
import io.lettuce.core.RedisException;
import io.r2dbc.spi.R2dbcException;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.transaction.TransactionException;
import org.springframework.web.ErrorResponse;

/** The problem details (RFC 9457) of every error. */
public final class Problems {

  private Problems() {}

  /** What to answer; nothing of an unexpected error is told. */
  public static ProblemDetail of(Throwable error) {
    return switch (error) {
      case RefusedException refused -> of(refused.refusal());
      case ErrorResponse response ->
          problem(response.getStatusCode().value(), response.getBody().getDetail());
      case DataAccessException away -> unavailable();
      case R2dbcException away -> unavailable();
      case TransactionException away -> unavailable();
      case RedisException away -> unavailable();
      case TimeoutException away -> unavailable();
      default -> problem(HttpStatus.INTERNAL_SERVER_ERROR, "Something went wrong on our side.");
    };
  }

  private static ProblemDetail of(Refusal refusal) {
    return switch (refusal) {
      case Refusal.NotFound none -> problem(HttpStatus.NOT_FOUND, "There is nothing like this.");
      case Refusal.Forbidden none ->
          problem(HttpStatus.FORBIDDEN, "Only operators of PayKore may do this.");
      case Refusal.Conflict(String message) -> problem(HttpStatus.CONFLICT, message);
      case Refusal.Invalid invalid -> invalid(invalid);
      case Refusal.TooManyAttempts many ->
          problem(HttpStatus.TOO_MANY_REQUESTS, "Too many attempts.");
    };
  }

  private static ProblemDetail invalid(Refusal.Invalid invalid) {
    ProblemDetail problem = problem(HttpStatus.BAD_REQUEST, "Some fields are wrong.");
    problem.setProperty("errors", invalid.fields());
    return problem;
  }

  private static ProblemDetail unavailable() {
    return problem(
        HttpStatus.SERVICE_UNAVAILABLE, "A store does not answer. Nothing was changed by halves.");
  }

  private static ProblemDetail problem(HttpStatus status, String detail) {
    return problem(status.value(), detail);
  }

  private static ProblemDetail problem(int status, @Nullable String detail) {
    ProblemDetail problem = ProblemDetail.forStatus(status);
    problem.setDetail(detail);
    return problem;
  }
}
