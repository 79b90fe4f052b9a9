package dev.paykore.gateway.guard.server;

import static java.util.stream.Collectors.joining;

import io.netty.handler.codec.http.HttpHeaders;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.netty.DisposableServer;
import reactor.netty.NettyOutbound;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;

/** A downstream that counts what reaches it whole, and answers with what it got. */
final class FarSide implements AutoCloseable {

  private final AtomicInteger begun = new AtomicInteger();
  private final AtomicInteger brokenOff = new AtomicInteger();
  private final List<String> whole = new CopyOnWriteArrayList<>();
  private final Sinks.One<String> held = Sinks.one();
  private final DisposableServer server =
      HttpServer.create()
          .host("localhost")
          .port(0)
          .httpRequestDecoder(decoder -> decoder.maxHeaderSize(20_000).maxInitialLineLength(10_000))
          .handle(this::answer)
          .bindNow();

  int port() {
    return server.port();
  }

  /** How many requests have begun to come. */
  int begun() {
    return begun.get();
  }

  /** How many requests broke off before they were whole. */
  int brokenOff() {
    return brokenOff.get();
  }

  /** Method, target and body of each request that came whole. */
  List<String> whole() {
    return whole;
  }

  /** Lets the requests to {@code /held} be answered. */
  void release() {
    held.tryEmitValue("released");
  }

  private NettyOutbound answer(HttpServerRequest request, HttpServerResponse response) {
    begun.incrementAndGet();
    Mono<String> text =
        request
            .receive()
            .asString()
            .collect(joining())
            .doOnError(error -> brokenOff.incrementAndGet())
            .doOnCancel(brokenOff::incrementAndGet)
            .doOnNext(body -> whole.add(requestLine(request) + " " + body))
            .map(body -> describe(request, body));
    return switch (request.uri()) {
      case "/held" -> response.sendString(text.then(held.asMono()));
      case "/refused-empty" ->
          response.status(409).header("Content-Length", "0").sendString(text.then(Mono.empty()));
      case "/own-id" -> response.header("X-Request-Id", "theirs").sendString(text);
      default -> response.sendString(text);
    };
  }

  private static String requestLine(HttpServerRequest request) {
    return request.method() + " " + request.uri();
  }

  private static String describe(HttpServerRequest request, String body) {
    return requestLine(request) + "\n" + describe(request.requestHeaders()) + "\n\n" + body;
  }

  private static String describe(HttpHeaders headers) {
    return headers.entries().stream()
        .map(header -> header.getKey() + ": " + header.getValue())
        .collect(joining("\n"));
  }

  @Override
  public void close() {
    server.disposeNow();
  }
}
