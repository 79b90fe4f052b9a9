package dev.paykore.gateway.forwarding.client;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpHeaders;
import reactor.core.publisher.Flux;

/** The answer of a downstream, of which the head has come. */
public interface DownstreamAnswer {

  int status();

  HttpHeaders headers();

  /**
   * The body, once, as fast as it is asked for. Who takes a part has to release it. When the last
   * one has come the connection may serve another request.
   */
  Flux<ByteBuf> body();

  /** Nobody will read on: unless all has been read, the connection cannot serve another request. */
  void cut();
}
