package dev.paykore.gateway.error;

import org.springframework.http.HttpStatus;

/** The stable codes of the edge's own answers, each with its status and its public sentence. */
public enum ErrorCode {
  BAD_REQUEST(HttpStatus.BAD_REQUEST, "The request is malformed or ambiguous."),
  MISSING_API_KEY(HttpStatus.UNAUTHORIZED, "No API key was provided. Add an X-API-Key header."),
  INVALID_API_KEY(HttpStatus.UNAUTHORIZED, "The API key provided is invalid or has been revoked."),
  EXPIRED_API_KEY(
      HttpStatus.UNAUTHORIZED, "This API key expired on %s. Create a new key in the dashboard."),
  ROUTE_NOT_FOUND(HttpStatus.NOT_FOUND, "No such endpoint. Check the path and the API version."),
  METHOD_NOT_ALLOWED(HttpStatus.METHOD_NOT_ALLOWED, "This HTTP method is not supported."),
  PAYLOAD_TOO_LARGE(
      HttpStatus.CONTENT_TOO_LARGE, "The request body is larger than this endpoint accepts."),
  URI_TOO_LONG(HttpStatus.URI_TOO_LONG, "The request line is too long."),
  HEADERS_TOO_LARGE(
      HttpStatus.REQUEST_HEADER_FIELDS_TOO_LARGE, "The request headers are too large."),
  RATE_LIMIT_EXCEEDED(
      HttpStatus.TOO_MANY_REQUESTS,
      "Too many requests. Slow down and retry after the indicated time."),
  INTERNAL_ERROR(
      HttpStatus.INTERNAL_SERVER_ERROR,
      "Something went wrong on our side. Contact support with the request id."),
  BAD_GATEWAY(
      HttpStatus.BAD_GATEWAY,
      "The service behind this endpoint could not be reached or answered "
          + "with an invalid response."),
  SERVICE_UNAVAILABLE(
      HttpStatus.SERVICE_UNAVAILABLE, "The service is temporarily unavailable. Retry shortly."),
  GATEWAY_TIMEOUT(
      HttpStatus.GATEWAY_TIMEOUT, "The service behind this endpoint did not answer in time.");

  private final HttpStatus status;
  private final String message;

  ErrorCode(HttpStatus status, String message) {
    this.status = status;
    this.message = message;
  }

  /** The HTTP status that goes with the code. */
  public HttpStatus status() {
    return status;
  }

  /** The public sentence; that of {@link #EXPIRED_API_KEY} has a place for the date. */
  public String message() {
    return message;
  }
}
