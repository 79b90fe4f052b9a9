package dev.paykore.gateway.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.springframework.http.codec.ServerCodecConfigurer;
import org.springframework.http.server.reactive.HttpHandler;
import org.springframework.http.server.reactive.ReactorHttpHandlerAdapter;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebHandler;
import org.springframework.web.server.adapter.WebHttpHandlerBuilder;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;

class HomeLoopTests {

  private final CompletableFuture<String> before = new CompletableFuture<>();
  private final CompletableFuture<String> after = new CompletableFuture<>();

  @Test
  void bringsTheWorkBackToTheThreadOfTheConnection() throws Exception {
    get(this::leaveAndComeBack);
    assertThat(after.join()).isEqualTo(before.join()).contains("reactor-http");
  }

  @Test
  void staysWhereItIsWhenThatIsHome() throws Exception {
    get(
        exchange ->
            Mono.fromRunnable(
                    () ->
                        HomeLoop.of(exchange)
                            .schedule(() -> after.complete(before.isDone() ? "late" : "at once")))
                .then(Mono.fromRunnable(() -> before.complete("done"))));
    assertThat(after.join()).isEqualTo("at once");
  }

  private Mono<Void> leaveAndComeBack(ServerWebExchange exchange) {
    before.complete(Thread.currentThread().getName());
    return Mono.just("anything")
        .publishOn(Schedulers.boundedElastic())
        .publishOn(HomeLoop.of(exchange))
        .doOnNext(any -> after.complete(Thread.currentThread().getName()))
        .then();
  }

  private static void get(WebHandler handler) throws Exception {
    // Made here, since making it reads a jar, which an event loop may not wait for.
    ServerCodecConfigurer codecs = ServerCodecConfigurer.create();
    HttpHandler http = WebHttpHandlerBuilder.webHandler(handler).codecConfigurer(codecs).build();
    DisposableServer server =
        HttpServer.create().port(0).handle(new ReactorHttpHandlerAdapter(http)).bindNow();
    try (HttpClient client = HttpClient.newHttpClient()) {
      URI uri = URI.create("http://localhost:" + server.port());
      client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.discarding());
    } finally {
      server.disposeNow();
    }
  }
}
