package dev.paykore.gateway.guard.server;

import dev.paykore.gateway.guard.RequestRules;
import dev.paykore.gateway.observability.AccessLog;
import dev.paykore.gateway.requestid.RequestId;
import io.netty.channel.Channel;
import io.netty.channel.ChannelPipeline;
import org.springframework.boot.reactor.netty.NettyServerCustomizer;
import reactor.netty.NettyPipeline;
import reactor.netty.http.server.HttpRequestDecoderSpec;
import reactor.netty.http.server.HttpServer;

/** Sets the guard and the server's bounds before each connection. */
final class GuardCustomizer implements NettyServerCustomizer {

  private final ServerBounds bounds;
  private final AccessLog accessLog;
  private final RequestRules rules;
  private final ConnectionLimit connections;

  GuardCustomizer(ServerBounds bounds, AccessLog accessLog) {
    RequestId.seed();
    this.bounds = bounds;
    this.accessLog = accessLog;
    this.rules = new RequestRules(bounds.maxHeaders());
    this.connections = new ConnectionLimit(bounds.maxConnections());
  }

  @Override
  public HttpServer apply(HttpServer server) {
    return server
        .httpRequestDecoder(this::bounded)
        .idleTimeout(bounds.keepAliveTimeout())
        .doOnChannelInit((observer, channel, address) -> guard(channel));
  }

  private HttpRequestDecoderSpec bounded(HttpRequestDecoderSpec decoder) {
    return decoder
        .maxInitialLineLength((int) bounds.maxRequestLine().toBytes())
        .maxHeaderSize((int) bounds.maxHeaderSize().toBytes());
  }

  private void guard(Channel channel) {
    connections.accepted(channel);
    ChannelPipeline pipeline = channel.pipeline();
    ReadDeadlines deadlines = new ReadDeadlines(bounds.headTimeout(), bounds.bodyIdleTimeout());
    GuardHandler guard = new GuardHandler(rules, accessLog, deadlines);
    pipeline.addBefore(NettyPipeline.HttpCodec, "edge.deadlines", deadlines);
    pipeline.addBefore(NettyPipeline.HttpTrafficHandler, "edge.guard", guard);
  }
}
