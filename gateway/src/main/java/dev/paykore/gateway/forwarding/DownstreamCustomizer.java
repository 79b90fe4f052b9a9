package dev.paykore.gateway.forwarding;

import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.timeout.ReadTimeoutHandler;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.springframework.cloud.gateway.config.HttpClientCustomizer;
import reactor.netty.Connection;
import reactor.netty.NettyPipeline;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.client.HttpClientRequest;
import reactor.netty.http.client.HttpClientResponse;

/** Gives the client its time-outs, and lets each request's {@link Forwarding} follow it. */
record DownstreamCustomizer(DownstreamProperties bounds) implements HttpClientCustomizer {

  @Override
  public HttpClient customize(HttpClient client) {
    return client
        .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) bounds.connectTimeout().toMillis())
        .responseTimeout(bounds.responseTimeout())
        .doOnRequest((request, connection) -> onRequest(request))
        .doAfterRequest((request, connection) -> Forwarding.of(request).written())
        .doOnResponse(this::onResponse);
  }

  private static void onRequest(HttpClientRequest request) {
    Forwarding forwarding = Forwarding.of(request);
    forwarding.connected();
    Duration responseTimeout = forwarding.responseTimeout();
    if (responseTimeout != null) {
      request.responseTimeout(responseTimeout);
    }
  }

  /** From the head on it is not the time to the next read that counts, but the body's own bound. */
  private void onResponse(HttpClientResponse response, Connection connection) {
    Forwarding.of(response).answered();
    ChannelPipeline pipeline = connection.channel().pipeline();
    if (pipeline.get(NettyPipeline.ResponseTimeoutHandler) != null) {
      pipeline.replace(
          NettyPipeline.ResponseTimeoutHandler,
          NettyPipeline.ResponseTimeoutHandler,
          new ReadTimeoutHandler(bounds.bodyIdleTimeout().toMillis(), TimeUnit.MILLISECONDS));
    }
  }
}
