package dev.paykore.gateway.observability;

import dev.paykore.gateway.error.EdgeError;
import dev.paykore.gateway.error.ErrorEnvelope;
import dev.paykore.gateway.error.Forwarded;
import dev.paykore.gateway.observability.logging.FieldName;
import dev.paykore.gateway.observability.logging.Fields;
import dev.paykore.keys.ApiKeyRecord;
import dev.paykore.keys.Environment;
import org.jspecify.annotations.Nullable;

/**
 * What is told of one request.
 *
 * @param requestId names the request
 * @param client the address that it came from, or {@code null} if nobody knows any more
 * @param method as it was sent, or {@code null} if that was not understood
 * @param path as it was sent, without its query, or {@code null} if that was not understood
 * @param status what was answered, or {@link #CLIENT_GONE}
 * @param nanos from the request's head to the end of its response
 * @param error the edge's own answer, or {@code null} for a downstream's
 * @param account whose request it was, and where it went
 */
public record AccessLine(
    String requestId,
    @Nullable String client,
    @Nullable String method,
    @Nullable String path,
    int status,
    long nanos,
    @Nullable EdgeError error,
    Account account) {

  /** In place of a status when the client went away before there was any. */
  public static final int CLIENT_GONE = 499;

  private static final String HEAD = "HEAD";
  private static final long NANOS_PER_MILLI = 1_000_000;

  private static final FieldName REQUEST_ID = FieldName.of("request_id");
  private static final FieldName CLIENT = FieldName.of("client.address");
  private static final FieldName METHOD = FieldName.of("method");
  private static final FieldName PATH = FieldName.of("path");
  private static final FieldName STATUS = FieldName.of("status");
  private static final FieldName CODE = FieldName.of("code");
  private static final FieldName FORWARDED = FieldName.of("forwarded");
  private static final FieldName DURATION = FieldName.of("duration_ms");
  private static final FieldName KEY = FieldName.of("key_id");
  private static final FieldName PARTNER = FieldName.of("partner_id");
  private static final FieldName ENVIRONMENT = FieldName.of("environment");
  private static final FieldName ROUTE = FieldName.of("route");
  private static final FieldName UPSTREAM = FieldName.of("upstream_ms");
  private static final FieldName BYTES = FieldName.of("bytes");
  private static final FieldName CUT = FieldName.of("cut");
  private static final FieldName TRACE = FieldName.of("trace.id");

  /**
   * What only later stages know.
   *
   * @param key that the request was authenticated with
   * @param route the id of the matched route
   * @param environment of the key, or of the route if there is no key
   * @param upstreamNanos until the head of the downstream's response, or -1 without one
   * @param bytes of the body that was answered, or -1 without an answer
   * @param cut whether the response broke off
   * @param traceId of the trace that is sent, or {@code null} if none is
   */
  public record Account(
      @Nullable ApiKeyRecord key,
      @Nullable String route,
      @Nullable Environment environment,
      long upstreamNanos,
      long bytes,
      boolean cut,
      @Nullable String traceId) {

    private void tell(Fields fields) {
      if (key != null) {
        add(fields, KEY, key.keyId());
        add(fields, PARTNER, key.partnerId());
      }
      add(fields, ENVIRONMENT, environment == null ? null : environment.wireName());
      add(fields, ROUTE, route);
      add(fields, UPSTREAM, upstreamNanos < 0 ? null : upstreamNanos / NANOS_PER_MILLI);
      add(fields, BYTES, bytes < 0 ? null : bytes);
      add(fields, CUT, cut ? true : null);
      add(fields, TRACE, traceId);
    }
  }

  /** The line of a request that was refused in the server's pipeline. */
  public static AccessLine refused(
      ErrorEnvelope answer,
      @Nullable String client,
      @Nullable String method,
      @Nullable String path) {
    long bytes = HEAD.equals(method) ? 0 : answer.body().length;
    return new AccessLine(
        answer.requestId(),
        client,
        method,
        path,
        answer.status().value(),
        0,
        answer.error(),
        new Account(null, null, null, -1, bytes, false, null));
  }

  /** The code of the edge's own answer, or {@code null} for a downstream's. */
  @Nullable String code() {
    return error == null ? null : error.code().name();
  }

  /** How far a request had got that failed, or {@code null} if its answer does not say so. */
  @Nullable String forwarded() {
    Forwarded reached = error == null ? null : error.forwarded();
    return reached == null ? null : reached.wireName();
  }

  /** Whether it is to be made {@link #printable} before it is kept. */
  boolean isLong() {
    return LogText.isLong(method) || LogText.isLong(path);
  }

  /** The same, with what a client chose made fit for a log. */
  AccessLine printable() {
    return new AccessLine(
        requestId,
        client,
        LogText.printable(method),
        LogText.printable(path),
        status,
        nanos,
        error,
        account);
  }

  /** The sentence of a line that is printable. */
  String message() {
    return requestId + " " + status + " " + orDash(method) + " " + orDash(path);
  }

  /** Tells what is known, of a line that is printable. */
  void tell(Fields fields) {
    fields.message(message());
    add(fields, REQUEST_ID, requestId);
    add(fields, CLIENT, client);
    add(fields, METHOD, method);
    add(fields, PATH, path);
    add(fields, STATUS, status);
    add(fields, CODE, code());
    add(fields, FORWARDED, forwarded());
    add(fields, DURATION, nanos / NANOS_PER_MILLI);
    account.tell(fields);
  }

  private static void add(Fields fields, FieldName name, @Nullable Object value) {
    if (value != null) {
      fields.add(name, value);
    }
  }

  private static String orDash(@Nullable String text) {
    return text == null ? "-" : text;
  }
}
