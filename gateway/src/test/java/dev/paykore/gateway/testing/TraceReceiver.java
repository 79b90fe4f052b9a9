package dev.paykore.gateway.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A collector of traces: takes OTLP over HTTP and keeps the spans. */
public final class TraceReceiver implements AutoCloseable {

  private static final String PATH = "/v1/traces";

  private final HttpServer server;
  private final List<Span> spans = new CopyOnWriteArrayList<>();
  private final List<String> sent = new CopyOnWriteArrayList<>();

  private TraceReceiver(HttpServer server) {
    this.server = server;
    server.createContext(PATH, this::take);
    server.start();
  }

  public static TraceReceiver start() {
    try {
      return new TraceReceiver(
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What the edge is to be given for it. */
  public String property() {
    return "paykore.edge.tracing.endpoint=http://localhost:%d%s"
        .formatted(server.getAddress().getPort(), PATH);
  }

  /** The spans of a request so far: they have its id as an attribute. */
  public List<Span> spansOf(String requestId) {
    return spans.stream()
        .filter(span -> requestId.equals(attribute(span, "paykore.request_id")))
        .toList();
  }

  /** All spans so far. */
  public List<Span> spans() {
    return spans;
  }

  /** All that came, as text. */
  public String text() {
    return String.join("\n", sent);
  }

  /** The text of an attribute, or an empty one. */
  public static String attribute(Span span, String name) {
    return span.getAttributesList().stream()
        .filter(attribute -> attribute.getKey().equals(name))
        .map(attribute -> attribute.getValue().getStringValue())
        .findFirst()
        .orElse("");
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private void take(HttpExchange exchange) throws IOException {
    ExportTraceServiceRequest request =
        ExportTraceServiceRequest.parseFrom(exchange.getRequestBody());
    sent.add(request.toString());
    request
        .getResourceSpansList()
        .forEach(
            resource ->
                resource.getScopeSpansList().forEach(scope -> spans.addAll(scope.getSpansList())));
    exchange.sendResponseHeaders(200, -1);
    exchange.close();
  }
}
