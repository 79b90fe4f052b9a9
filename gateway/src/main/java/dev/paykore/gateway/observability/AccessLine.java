package dev.paykore.gateway.observability;

import dev.paykore.gateway.error.EdgeError;
import dev.paykore.gateway.error.ErrorEnvelope;
import dev.paykore.gateway.error.Forwarded;
import dev.paykore.keys.ApiKeyRecord;
import dev.paykore.keys.Environment;
import java.util.LinkedHashMap;
import java.util.Map;
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

    private void addTo(Map<String, Object> fields) {
      if (key != null) {
        put(fields, "key_id", key.keyId());
        put(fields, "partner_id", key.partnerId());
      }
      put(fields, "environment", environment == null ? null : environment.wireName());
      put(fields, "route", route);
      put(fields, "upstream_ms", upstreamNanos < 0 ? null : upstreamNanos / NANOS_PER_MILLI);
      put(fields, "bytes", bytes < 0 ? null : bytes);
      put(fields, "cut", cut ? true : null);
      put(fields, "trace.id", traceId);
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

  /** The fields in their order, of those that are known. */
  Map<String, Object> fields() {
    Map<String, Object> fields = new LinkedHashMap<>();
    put(fields, "request_id", requestId);
    put(fields, "client.address", client);
    put(fields, "method", LogText.printable(method));
    put(fields, "path", LogText.printable(path));
    put(fields, "status", status);
    put(fields, "code", code());
    put(fields, "forwarded", forwarded());
    put(fields, "duration_ms", nanos / NANOS_PER_MILLI);
    account.addTo(fields);
    return fields;
  }

  private static void put(Map<String, Object> fields, String name, @Nullable Object value) {
    if (value != null) {
      fields.put(name, value);
    }
  }
}
