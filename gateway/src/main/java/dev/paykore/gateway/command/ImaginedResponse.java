package dev.paykore.gateway.command;

import org.reactivestreams.Publisher;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.http.server.reactive.AbstractServerHttpResponse;
import reactor.core.publisher.Mono;

/** A response that nobody waits for. */
final class ImaginedResponse extends AbstractServerHttpResponse {

  ImaginedResponse() {
    super(DefaultDataBufferFactory.sharedInstance);
  }

  @Override
  @SuppressWarnings("TypeParameterUnusedInFormals") // As the framework has it.
  public <T> T getNativeResponse() {
    throw new UnsupportedOperationException("nobody waits for this response");
  }

  @Override
  protected Mono<Void> writeWithInternal(Publisher<? extends DataBuffer> body) {
    return Mono.empty();
  }

  @Override
  protected Mono<Void> writeAndFlushWithInternal(
      Publisher<? extends Publisher<? extends DataBuffer>> body) {
    return Mono.empty();
  }

  @Override
  protected void applyStatusCode() {}

  @Override
  protected void applyHeaders() {}

  @Override
  protected void applyCookies() {}
}
