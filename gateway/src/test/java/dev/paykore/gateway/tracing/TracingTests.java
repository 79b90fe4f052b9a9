package dev.paykore.gateway.tracing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.ByteString;
import dev.paykore.gateway.stores.IssuedKey;
import dev.paykore.gateway.stores.Stores;
import dev.paykore.gateway.testing.Downstream;
import dev.paykore.gateway.testing.LogCapture;
import dev.paykore.gateway.testing.RawResponse;
import dev.paykore.gateway.testing.RunningEdge;
import dev.paykore.gateway.testing.TraceReceiver;
import dev.paykore.keys.Environment;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Traces of an edge, seen by a collector and by a downstream. */
class TracingTests {

  private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
  private static final String PARENT = "00f067aa0ba902b7";
  private static final String TRACEPARENT = "00-" + TRACE + "-" + PARENT + "-01";

  private static Stores stores;
  private static Downstream wallets;
  private static TraceReceiver collector;
  private static RunningEdge tracing;
  private static IssuedKey key;

  @BeforeAll
  static void start() {
    stores = Stores.start();
    wallets = Downstream.answering("wallets");
    collector = TraceReceiver.start();
    tracing = edge(collector.property(), "paykore.edge.tracing.sample-percent=100");
    key = stores.issue(Environment.SANDBOX);
  }

  @AfterAll
  static void stop() {
    tracing.close();
    collector.close();
    wallets.close();
    stores.close();
  }

  @BeforeEach
  void answer() {
    wallets.will(Downstream.ok("wallets")).forget();
  }

  @Test
  void aClientsTraceGoesOnThroughTheEdgeToItsDownstream() {
    String id = ask(tracing, "/v1/wallets", "traceparent: " + TRACEPARENT, "tracestate: a=b");

    Span request = span(id, Span.SpanKind.SPAN_KIND_SERVER);
    Span call = span(id, Span.SpanKind.SPAN_KIND_CLIENT);
    assertThat(hex(request.getTraceId())).isEqualTo(TRACE).isEqualTo(hex(call.getTraceId()));
    assertThat(hex(request.getParentSpanId())).isEqualTo(PARENT);
    assertThat(call.getParentSpanId()).isEqualTo(request.getSpanId());
    assertThat(wallets.received("traceparent"))
        .containsExactly("00-%s-%s-01".formatted(TRACE, hex(call.getSpanId())));
    assertThat(wallets.received("tracestate")).containsExactly("a=b");
  }

  @Test
  void aSpanSaysWhoseRequestItWasAndWhereItWent() {
    String id = ask(tracing, "/v1/wallets/wal_1?limit=2");

    Span request = span(id, Span.SpanKind.SPAN_KIND_SERVER);
    assertThat(request.getName()).isEqualTo("GET wallets-sandbox");
    assertThat(TraceReceiver.attribute(request, "http.route")).isEqualTo("wallets-sandbox");
    assertThat(TraceReceiver.attribute(request, "url.path")).isEqualTo("/v1/wallets/wal_1");
    assertThat(TraceReceiver.attribute(request, "paykore.key_id")).isEqualTo(key.keyId());
    assertThat(TraceReceiver.attribute(request, "paykore.partner_id")).isEqualTo(key.partnerId());
    assertThat(TraceReceiver.attribute(request, "client.address")).isEqualTo("127.0.0.1");
    assertThat(request.getStatus().getCode()).isEqualTo(Status.StatusCode.STATUS_CODE_UNSET);
  }

  @Test
  void anErrorIsOneInItsTraceAndInItsAccessLine() {
    try (LogCapture access = LogCapture.of("access")) {
      wallets.will(Downstream.textAndEnd(""));
      RawResponse error = send(tracing, "/v1/wallets");
      String id = error.header("X-Request-Id");

      Span request = span(id, Span.SpanKind.SPAN_KIND_SERVER);
      assertThat(request.getStatus().getCode()).isEqualTo(Status.StatusCode.STATUS_CODE_ERROR);
      assertThat(TraceReceiver.attribute(request, "error.type")).isEqualTo("BAD_GATEWAY");
      assertThat(TraceReceiver.attribute(request, "paykore.forwarded")).isEqualTo("yes");
      assertThat(access.linesOf(id).getFirst())
          .containsEntry("trace.id", hex(request.getTraceId()))
          .containsEntry("forwarded", "yes")
          .containsEntry("bytes", Integer.toString(error.body().length()));
    }
  }

  @Test
  void anAccessLineHasAllThatIsToldOfARequest() {
    try (LogCapture access = LogCapture.of("access")) {
      String id = ask(tracing, "/v1/wallets");

      await().until(() -> !access.linesOf(id).isEmpty());
      assertThat(access.linesOf(id).getFirst())
          .containsEntry("client.address", "127.0.0.1")
          .containsEntry("bytes", Integer.toString("wallets".length()))
          .containsOnlyKeys(
              "request_id",
              "client.address",
              "method",
              "path",
              "status",
              "duration_ms",
              "key_id",
              "partner_id",
              "environment",
              "route",
              "upstream_ms",
              "bytes",
              "trace.id");
    }
  }

  @Test
  void anAmbiguousTraceparentBeginsANewTrace() {
    String id =
        ask(tracing, "/v1/wallets", "traceparent: " + TRACEPARENT, "traceparent: " + TRACEPARENT);

    assertThat(hex(span(id, Span.SpanKind.SPAN_KIND_SERVER).getTraceId())).isNotEqualTo(TRACE);
    assertThat(wallets.received("traceparent")).hasSize(1);
  }

  @Test
  void noKeyIsInATrace() {
    String secret = key.key().reveal();
    String id = ask(tracing, "/v1/wallets/" + secret + "?key=" + secret);

    await().until(() -> collector.spansOf(id).size() == 2);
    assertThat(collector.text()).contains("sk_test_***").doesNotContain(secret);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "tracestate: vendor={key}",
        "tracestate: vendor=a{digits}",
        "tracestate: a=b\r\ntracestate: vendor={key}",
        "tracestate: vendor=sk_test_1"
      })
  void aTracestateWithAKeyGoesNowhere(String given) {
    String secret = key.key().reveal();
    String headers = given.replace("{key}", secret).replace("{digits}", secret.substring(8));
    String id = ask(tracing, "/v1/wallets", "traceparent: " + TRACEPARENT, headers);

    assertThat(hex(span(id, Span.SpanKind.SPAN_KIND_SERVER).getTraceId())).isEqualTo(TRACE);
    assertThat(collector.spansOf(id)).extracting(Span::getTraceState).containsOnly("");
    assertThat(collector.text()).doesNotContain(secret.substring(8));
    assertThat(wallets.received("traceparent").getFirst()).startsWith("00-" + TRACE);
    assertThat(wallets.received("tracestate")).isEmpty();
  }

  @Test
  void aTraceparentMadeOfTheKeysDigitsBeginsANewTrace() {
    String digits = key.key().reveal().substring(8);
    String ofTrace = digits.substring(0, 32);
    String ofParent = digits.substring(32, 48);
    for (String made : List.of(ofTrace + "-" + PARENT, TRACE + "-" + ofParent)) {
      String id = ask(tracing, "/v1/wallets", "traceparent: 00-" + made + "-01");

      Span request = span(id, Span.SpanKind.SPAN_KIND_SERVER);
      assertThat(hex(request.getTraceId())).isNotIn(ofTrace, TRACE);
      assertThat(request.getParentSpanId()).isEmpty();
    }
  }

  @Test
  void aStrangersFlagSamplesNothing() {
    try (RunningEdge unsampled =
            edge(collector.property(), "paykore.edge.tracing.sample-percent=0");
        LogCapture access = LogCapture.of("access")) {
      String id = ask(unsampled, "/v1/wallets", "traceparent: " + TRACEPARENT);

      assertThat(wallets.received("traceparent").getFirst())
          .matches("00-%s-[0-9a-f]{16}-00".formatted(TRACE))
          .doesNotContain(PARENT);
      await().until(() -> !access.linesOf(id).isEmpty());
      assertThat(access.linesOf(id).getFirst()).doesNotContainKey("trace.id");
      assertThat(collector.spansOf(id)).isEmpty();
    }
  }

  @Test
  void withoutACollectorATraceparentPassesAsItCame() {
    try (RunningEdge silent = edge()) {
      ask(silent, "/v1/wallets", "traceparent: " + TRACEPARENT, "tracestate: a=b");

      assertThat(wallets.received("traceparent")).containsExactly(TRACEPARENT);
      assertThat(wallets.received("tracestate")).containsExactly("a=b");
    }
  }

  private static RunningEdge edge(String... properties) {
    List<String> all = new ArrayList<>(List.of(properties));
    all.add("PAYKORE_WALLETS_SANDBOX_URL=" + wallets.url());
    return RunningEdge.start(stores, RunningEdge.CONFIG, all.toArray(String[]::new));
  }

  /** Sends a GET with the key, and gives the id that the edge gave it. */
  private static String ask(RunningEdge edge, String target, String... headers) {
    return send(edge, target, headers).header("X-Request-Id");
  }

  private static RawResponse send(RunningEdge edge, String target, String... headers) {
    List<String> all = new ArrayList<>(List.of(headers));
    all.add("X-API-Key: " + key.key().reveal());
    return edge.send("GET " + target, all.toArray(String[]::new));
  }

  private static Span span(String requestId, Span.SpanKind kind) {
    await().until(() -> collector.spansOf(requestId).size() == 2);
    return collector.spansOf(requestId).stream()
        .filter(span -> span.getKind() == kind)
        .findFirst()
        .orElseThrow();
  }

  private static String hex(ByteString bytes) {
    return HexFormat.of().formatHex(bytes.toByteArray());
  }
}
