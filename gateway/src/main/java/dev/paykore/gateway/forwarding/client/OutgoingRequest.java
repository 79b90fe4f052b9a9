package dev.paykore.gateway.forwarding.client;

import dev.paykore.gateway.forwarding.wire.DownstreamCall;
import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpRequest;
import org.reactivestreams.Publisher;
import reactor.netty.Connection;

/** A request that is to be written to a downstream. */
public interface OutgoingRequest {

  /** Hears how far it gets. */
  DownstreamCall call();

  /**
   * The head, made anew each time it is sent: a {@link FullHttpRequest} if no body follows.
   *
   * @param authority of the downstream, for {@code Host}
   */
  HttpRequest head(String authority);

  /** The body, at the pace of the connection that it is written to; asked for if one follows. */
  Publisher<ByteBuf> body(Connection connection);
}
