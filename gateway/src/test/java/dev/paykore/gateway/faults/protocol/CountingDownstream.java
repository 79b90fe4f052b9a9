package dev.paykore.gateway.faults.protocol;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.ByteBufFlux;
import reactor.netty.DisposableServer;
import reactor.netty.NettyOutbound;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;

/**
 * A downstream that counts which requests begin to come and which come whole, and answers by their
 * paths: {@code /never} not at all, {@code /cut} with half of what it said, {@code /large} with
 * more than any window takes, {@code /early} before it has read the body, all others with what
 * came.
 */
final class CountingDownstream implements AutoCloseable {

  static final int LARGE_BYTES = 10_000_000;

  /** Of no pool, so that the edge's buffers are counted alone. */
  private static final ByteBuf PART =
      Unpooled.unreleasableBuffer(
          Unpooled.directBuffer().writeBytes("x".repeat(8_000).getBytes(US_ASCII)));

  private final AtomicInteger begun = new AtomicInteger();
  private final AtomicInteger brokenOff = new AtomicInteger();
  private final List<String> whole = new CopyOnWriteArrayList<>();
  private final List<String> heads = new CopyOnWriteArrayList<>();
  private final DisposableServer server =
      HttpServer.create()
          .host("localhost")
          .port(0)
          .httpRequestDecoder(decoder -> decoder.maxHeaderSize(20_000).maxInitialLineLength(10_000))
          .handle(this::answer)
          .bindNow();

  String url() {
    return "http://localhost:" + server.port();
  }

  int begun() {
    return begun.get();
  }

  int brokenOff() {
    return brokenOff.get();
  }

  /** Method, target and body of each request that came whole. */
  List<String> whole() {
    return whole;
  }

  /** The head of the last request, a line a field. */
  String lastHead() {
    return heads.getLast();
  }

  private NettyOutbound answer(HttpServerRequest request, HttpServerResponse response) {
    begun.incrementAndGet();
    heads.add(describe(request));
    return switch (request.uri()) {
      case "/never" ->
          response.sendString(Mono.<String>never().doOnCancel(brokenOff::incrementAndGet));
      case "/cut" -> cut(response);
      case "/large" ->
          response.send(
              Flux.range(0, LARGE_BYTES / PART.readableBytes()).map(part -> PART.duplicate()));
      case "/early" -> response.status(409).sendString(Mono.just("early"));
      case "/empty" -> response.status(204);
      default -> response.sendString(body(request));
    };
  }

  private Mono<String> body(HttpServerRequest request) {
    ByteBufFlux body = request.receive();
    return body.asString()
        .reduce("", String::concat)
        .doOnError(error -> brokenOff.incrementAndGet())
        .doOnCancel(brokenOff::incrementAndGet)
        .doOnNext(text -> whole.add(request.method() + " " + request.uri() + " " + text))
        .map(text -> "got " + text);
  }

  private static NettyOutbound cut(HttpServerResponse response) {
    return response
        .header("Content-Length", "8")
        .send(
            Flux.concat(
                Mono.fromSupplier(() -> response.alloc().buffer().writeBytes(new byte[4])),
                Mono.error(new IllegalStateException("cut"))));
  }

  private static String describe(HttpServerRequest request) {
    StringBuilder head = new StringBuilder(request.method() + " " + request.uri() + "\n");
    request
        .requestHeaders()
        .forEach(field -> head.append(field.getKey() + ": " + field.getValue() + "\n"));
    return head.toString();
  }

  @Override
  public void close() {
    server.disposeNow();
  }
}
