package dev.paykore.gateway.observability;

import dev.paykore.gateway.tracing.RequestTrace;
import dev.paykore.keys.ApiKeyRecord;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a trace is told of its request: what the access line is told, by the names that
 * OpenTelemetry has for it. So no query, header or key is in it either.
 *
 * @param line of the request
 */
record TraceEnd(AccessLine line) {

  private static final int FIRST_FAILURE = 500;

  private static final AttributeKey<Long> STATUS =
      AttributeKey.longKey("http.response.status_code");

  static TraceEnd of(AccessLine line) {
    return new TraceEnd(line);
  }

  void apply(RequestTrace trace) {
    trace.ended(name(), line.status() >= FIRST_FAILURE, this::attributes);
  }

  /** The path is not in it: there would be as many names as wallets. */
  private String name() {
    String route = line.account().route();
    return Objects.requireNonNullElse(line.method(), "-") + (route == null ? "" : " " + route);
  }

  private Attributes attributes() {
    AttributesBuilder attributes = Attributes.builder();
    AccessLine.Account account = line.account();
    put(attributes, "paykore.request_id", line.requestId());
    put(attributes, "client.address", line.client());
    put(attributes, "http.request.method", line.method());
    put(attributes, "url.path", LogText.printable(line.path()));
    put(attributes, "http.route", account.route());
    put(attributes, "error.type", line.code());
    put(attributes, "paykore.forwarded", line.forwarded());
    attributes.put(STATUS, (long) line.status());
    putCaller(attributes, account.key());
    return attributes.build();
  }

  private static void putCaller(AttributesBuilder attributes, @Nullable ApiKeyRecord key) {
    if (key != null) {
      put(attributes, "paykore.key_id", key.keyId());
      put(attributes, "paykore.partner_id", key.partnerId());
      put(attributes, "paykore.environment", key.environment().wireName());
    }
  }

  private static void put(AttributesBuilder attributes, String name, @Nullable String value) {
    if (value != null) {
      attributes.put(AttributeKey.stringKey(name), value);
    }
  }
}
