package dev.paykore.bench.peers;

import io.netty.handler.codec.http.HttpHeaderNames;
import java.net.URI;
import java.time.Duration;
import org.reactivestreams.Publisher;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;
import reactor.netty.resources.ConnectionProvider;
import reactor.netty.resources.LoopResources;

/**
 * A proxy that does nothing else: the same event loops for both sides and a fixed pool of
 * connections. No gateway on Reactor Netty can be faster.
 */
public final class NettyProxy {

  private static final int MAX_CONNECTIONS = 1024;

  private final HttpClient downstream;

  private NettyProxy(HttpClient downstream) {
    this.downstream = downstream;
  }

  /** Takes the port to listen on and the address of the downstream. */
  public static void main(String[] arguments) {
    int port = Integer.parseInt(arguments[0]);
    URI target = URI.create(arguments[1]);
    LoopResources loops =
        LoopResources.create("proxy", Runtime.getRuntime().availableProcessors(), true);
    ConnectionProvider pool =
        ConnectionProvider.builder("downstream")
            .maxConnections(MAX_CONNECTIONS)
            .maxIdleTime(Duration.ofSeconds(20))
            .lifo()
            .build();
    HttpClient client =
        HttpClient.create(pool).runOn(loops).host(target.getHost()).port(target.getPort());
    HttpServer.create()
        .host("127.0.0.1")
        .port(port)
        .runOn(loops)
        .handle(new NettyProxy(client)::forward)
        .bindNow()
        .onDispose()
        .block();
  }

  private Publisher<Void> forward(HttpServerRequest request, HttpServerResponse response) {
    return downstream
        .headers(headers -> headers.add(request.requestHeaders()).remove(HttpHeaderNames.HOST))
        .request(request.method())
        .uri(request.uri())
        .send(request.receive().retain())
        .response(
            (answer, body) ->
                response
                    .status(answer.status())
                    .headers(answer.responseHeaders())
                    .send(body.retain()));
  }
}
