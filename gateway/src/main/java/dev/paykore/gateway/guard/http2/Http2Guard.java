package dev.paykore.gateway.guard.http2;

import dev.paykore.gateway.guard.connection.UnreadAnswer;
import dev.paykore.gateway.guard.connection.WriteDeadline;
import dev.paykore.gateway.guard.http2.frame.FrameWatch;
import dev.paykore.gateway.guard.http2.stream.RequestLineCheck;
import dev.paykore.gateway.guard.http2.stream.StreamDeadlines;
import dev.paykore.gateway.guard.http2.stream.StreamGuard;
import dev.paykore.gateway.guard.http2.stream.StreamRules;
import dev.paykore.gateway.observability.AccessLog;
import io.netty.channel.Channel;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http2.Http2FrameCodec;
import io.netty.handler.codec.http2.Http2StreamChannel;
import java.util.function.BooleanSupplier;
import reactor.netty.Connection;
import reactor.netty.ConnectionObserver;
import reactor.netty.NettyPipeline;
import reactor.netty.http.Http2SettingsSpec;
import reactor.netty.http.server.HttpServer;

/** Sets the guard and the bounds before each HTTP/2 connection and before each of its streams. */
public final class Http2Guard {

  private static final int RESET_SECONDS = 30;

  /**
   * The codec answers what is larger than this without an envelope. So it is well above what the
   * guard lets through; one head at a time is held, and no longer than until the guard has seen it.
   */
  private static final int HEADER_LIST_FACTOR = 8;

  private final Http2Bounds bounds;
  private final Http2Deadlines deadlines;
  private final StreamRules rules;
  private final AccessLog accessLog;

  public Http2Guard(
      Http2Bounds bounds, Http2Deadlines deadlines, StreamRules rules, AccessLog accessLog) {
    this.bounds = bounds;
    this.deadlines = deadlines;
    this.rules = rules;
    this.accessLog = accessLog;
  }

  /** Sets what the codec bounds itself, and the guard of each stream. */
  public HttpServer apply(HttpServer server) {
    return server.http2Settings(this::settings).childObserve(this::onState);
  }

  /**
   * Sets the guard before a connection on which HTTP/2 was chosen and nothing has been read.
   *
   * @param keepsNone whether the edge keeps no connection now
   */
  public void guard(Channel connection, BooleanSupplier keepsNone) {
    ChannelPipeline pipeline = connection.pipeline();
    pipeline.addBefore(
        NettyPipeline.HttpCodec, "edge.writing", new WriteDeadline(deadlines.write()));
    pipeline.addBefore(
        NettyPipeline.HttpCodec,
        "edge.frames",
        new FrameWatch(bounds.maxControlFrames(), deadlines.head()));
    pipeline.addLast("edge.farewell", new Farewell(keepsNone));
    Http2FrameCodec codec = pipeline.get(Http2FrameCodec.class);
    IdleConnection.watch(connection, codec.connection(), deadlines.keepAlive());
  }

  private void settings(Http2SettingsSpec.Builder settings) {
    settings
        .maxConcurrentStreams(bounds.maxConcurrentStreams())
        .maxHeaderListSize(rules.maxHeaderBytes() * HEADER_LIST_FACTOR)
        .maxDecodedRstFramesPerWindow(bounds.maxResets(), RESET_SECONDS)
        .maxEncodedRstFramesPerWindow(bounds.maxResets(), RESET_SECONDS);
  }

  private void onState(Connection connection, ConnectionObserver.State state) {
    if (state.equals(ConnectionObserver.State.CONNECTED)
        && connection.channel() instanceof Http2StreamChannel stream) {
      stream.config().setWriteBufferWaterMark(UnreadAnswer.WATER_MARK);
      guardStream(stream.pipeline());
    }
  }

  private void guardStream(ChannelPipeline pipeline) {
    pipeline.addBefore(
        NettyPipeline.H2ToHttp11Codec,
        "edge.deadlines",
        new StreamDeadlines(deadlines.bodyIdle(), deadlines.write()));
    pipeline.addBefore(NettyPipeline.H2ToHttp11Codec, "edge.line", new RequestLineCheck());
    pipeline.addBefore(
        NettyPipeline.HttpTrafficHandler, "edge.guard", new StreamGuard(rules, accessLog));
  }
}
