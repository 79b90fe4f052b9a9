package dev.paykore.gateway.guard.server;

import dev.paykore.gateway.guard.drain.Drain;
import dev.paykore.gateway.guard.overload.InFlightLimit;
import dev.paykore.gateway.tracing.Tracing;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.HashMap;
import java.util.Map;
import org.springframework.boot.reactor.netty.NettyServerCustomizer;
import org.springframework.boot.ssl.DefaultSslBundleRegistry;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.http.client.ReactorResourceFactory;
import org.springframework.http.codec.ServerCodecConfigurer;
import org.springframework.http.server.reactive.HttpHandler;
import org.springframework.http.server.reactive.ReactorHttpHandlerAdapter;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;

/**
 * A real server with the guard, the error handler and the access log as the gateway has them, and a
 * {@link FarSide} behind a handler that forwards to it.
 */
final class GuardedEdge implements AutoCloseable {

  private final FarSide farSide = new FarSide();
  private final AnnotationConfigApplicationContext context;
  private final DisposableServer server;

  private GuardedEdge(Map<String, Object> given) {
    Map<String, Object> properties = new HashMap<>(given);
    properties.putIfAbsent("paykore.edge.server.drain-delay", "0s");
    context = new AnnotationConfigApplicationContext();
    context
        .getEnvironment()
        .getPropertySources()
        .addFirst(new MapPropertySource("test", properties));
    context.registerBean(GatewayFilterChain.class, () -> new ForwardingHandler(farSide.port()));
    context.registerBean(ServerCodecConfigurer.class, () -> ServerCodecConfigurer.create());
    context.registerBean(ReactorResourceFactory.class);
    context.registerBean(SslBundles.class, DefaultSslBundleRegistry::new);
    context.registerBean(MeterRegistry.class, SimpleMeterRegistry::new);
    context.registerBean(Tracing.class, Tracing::off);
    context.scan(
        "dev.paykore.gateway.guard",
        "dev.paykore.gateway.handler",
        "dev.paykore.gateway.error",
        "dev.paykore.gateway.observability");
    context.refresh();
    server = start();
  }

  static GuardedEdge start(Map<String, Object> properties) {
    return new GuardedEdge(properties);
  }

  static GuardedEdge withDefaults() {
    return start(Map.of());
  }

  int port() {
    return server.port();
  }

  FarSide farSide() {
    return farSide;
  }

  InFlightLimit inFlightLimit() {
    return context.getBean(InFlightLimit.class);
  }

  Drain drain() {
    return context.getBean(Drain.class);
  }

  private DisposableServer start() {
    return context
        .getBean(NettyServerCustomizer.class)
        .apply(HttpServer.create().host("localhost").port(0))
        .handle(new ReactorHttpHandlerAdapter(context.getBean(HttpHandler.class)))
        .bindNow();
  }

  @Override
  public void close() {
    server.disposeNow();
    context.close();
    farSide.close();
  }
}
