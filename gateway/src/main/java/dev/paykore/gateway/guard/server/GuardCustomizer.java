package dev.paykore.gateway.guard.server;

import dev.paykore.gateway.guard.Normalisation;
import dev.paykore.gateway.guard.RequestRules;
import dev.paykore.gateway.guard.codec.RequestCodec;
import dev.paykore.gateway.guard.connection.AnsweredHandler;
import dev.paykore.gateway.guard.connection.LastRequestHandler;
import dev.paykore.gateway.guard.connection.UnreadAnswer;
import dev.paykore.gateway.guard.connection.UnreadBody;
import dev.paykore.gateway.guard.connection.WriteDeadline;
import dev.paykore.gateway.guard.http2.Http2Deadlines;
import dev.paykore.gateway.guard.http2.Http2Guard;
import dev.paykore.gateway.guard.http2.stream.StreamRules;
import dev.paykore.gateway.guard.overload.MemoryPressure;
import dev.paykore.gateway.guard.overload.ThriftyReads;
import dev.paykore.gateway.guard.tls.TlsHandshake;
import dev.paykore.gateway.observability.AccessLog;
import dev.paykore.gateway.requestid.RequestId;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpDecoderConfig;
import org.springframework.boot.reactor.netty.NettyServerCustomizer;
import reactor.netty.NettyPipeline;
import reactor.netty.http.server.HttpServer;

/** Sets the guard and the server's bounds before each connection. */
final class GuardCustomizer implements NettyServerCustomizer {

  private final ServerBounds bounds;
  private final MemoryPressure memory;
  private final AccessLog accessLog;
  private final RequestRules rules;
  private final Normalisation normalisation;
  private final ConnectionLimit connections;
  private final KeepAlive keepAlive;
  private final Http2Guard http2;

  GuardCustomizer(
      ServerBounds bounds,
      AccessLog accessLog,
      Normalisation normalisation,
      KeepAlive keepAlive,
      MemoryPressure memory) {
    RequestId.seed();
    this.bounds = bounds;
    this.memory = memory;
    this.accessLog = accessLog;
    this.keepAlive = keepAlive;
    this.rules = new RequestRules(bounds.maxHeaders());
    this.normalisation = normalisation;
    this.connections = new ConnectionLimit(bounds.maxConnections());
    this.http2 = http2Guard();
  }

  @Override
  public HttpServer apply(HttpServer server) {
    return http2
        .apply(server)
        .childOption(
            ChannelOption.RECVBUF_ALLOCATOR,
            // Else up to 16 buffers are filled at a time, whoever waits for the body of a request.
            new ThriftyReads(new AdaptiveRecvByteBufAllocator().maxMessagesPerRead(1), memory))
        .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, UnreadAnswer.WATER_MARK)
        .idleTimeout(bounds.keepAliveTimeout())
        .doOnChannelInit((observer, channel, address) -> accepted(channel));
  }

  private void accepted(Channel channel) {
    connections.accepted(channel);
    keepAlive.accepted(channel);
    if (channel.pipeline().get(NettyPipeline.H2OrHttp11Codec) == null) {
      guardHttp1(channel);
    } else {
      channel
          .pipeline()
          .addAfter(
              NettyPipeline.H2OrHttp11Codec,
              "edge.handshake",
              new TlsHandshake(bounds.headTimeout(), this::guardChosen));
    }
  }

  private void guardChosen(Channel channel) {
    if (channel.pipeline().get(NettyPipeline.H2MultiplexHandler) == null) {
      guardHttp1(channel);
    } else {
      http2.guard(channel, keepAlive::isOver);
    }
  }

  private void guardHttp1(Channel channel) {
    RequestCodec codec = codec();
    ReadDeadlines reading =
        new ReadDeadlines(bounds.headTimeout(), bounds.bodyIdleTimeout(), codec::isWithinRequest);
    WriteDeadline writing = new WriteDeadline(bounds.writeIdleTimeout());
    GuardHandler guard = new GuardHandler(rules, normalisation, accessLog, reading);
    ChannelPipeline pipeline = channel.pipeline();
    pipeline.replace(NettyPipeline.HttpCodec, NettyPipeline.HttpCodec, codec);
    pipeline.addBefore(NettyPipeline.HttpCodec, "edge.writing", writing);
    pipeline.addBefore(NettyPipeline.HttpCodec, "edge.deadlines", reading);
    pipeline.addBefore(NettyPipeline.HttpTrafficHandler, "edge.answered", new AnsweredHandler());
    pipeline.addBefore(NettyPipeline.HttpTrafficHandler, "edge.guard", guard);
    pipeline.addBefore(
        NettyPipeline.HttpTrafficHandler, "edge.unread", new UnreadBody(bounds.headTimeout()));
    pipeline.addBefore(
        NettyPipeline.HttpTrafficHandler, "edge.farewell", new FarewellHandler(keepAlive::isOver));
    pipeline.addBefore(NettyPipeline.HttpTrafficHandler, "edge.last", new LastRequestHandler());
  }

  private RequestCodec codec() {
    HttpDecoderConfig config =
        new HttpDecoderConfig()
            .setMaxInitialLineLength((int) bounds.maxRequestLine().toBytes())
            .setMaxHeaderSize((int) bounds.maxHeaderSize().toBytes());
    return new RequestCodec(config);
  }

  private Http2Guard http2Guard() {
    Http2Deadlines deadlines =
        new Http2Deadlines(
            bounds.headTimeout(),
            bounds.bodyIdleTimeout(),
            bounds.writeIdleTimeout(),
            bounds.keepAliveTimeout());
    long maxLine = bounds.maxRequestLine().toBytes();
    long maxHeaders = bounds.maxHeaderSize().toBytes();
    StreamRules streamRules = new StreamRules(rules, normalisation, maxLine, maxHeaders);
    return new Http2Guard(bounds.http2(), deadlines, streamRules, accessLog);
  }
}
