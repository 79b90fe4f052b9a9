package dev.paykore.gateway.forwarding.client;

import dev.paykore.gateway.forwarding.wire.CallHandler;
import dev.paykore.gateway.forwarding.wire.DownstreamCall;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufHolder;
import java.util.concurrent.Executor;
import reactor.core.publisher.Flux;

/**
 * The body of one answer. Tells the connection when the client has taken the parts of it, so that
 * no more is read meanwhile: whoever asks for another part has done with those before.
 */
final class AnswerBody {

  private final CallHandler connection;
  private final DownstreamCall call;
  private final Executor loop;

  /** Bytes that went out and may not have been taken yet. */
  private int passing;

  /** Nobody paces the body: what goes out is taken. */
  private boolean takesAll;

  /**
   * @param loop the connection's event loop, to which everything here belongs
   */
  AnswerBody(CallHandler connection, DownstreamCall call, Executor loop) {
    this.connection = connection;
    this.call = call;
    this.loop = loop;
  }

  /** The bytes of what the connection has received. */
  Flux<ByteBuf> of(Flux<?> contents) {
    return contents
        .map(this::part)
        .doOnRequest(demand -> loop.execute(() -> asked(demand == Long.MAX_VALUE)));
  }

  private void asked(boolean forAll) {
    takesAll = forAll;
    passedOn();
  }

  /** What holds it is released when it has been passed on. */
  private ByteBuf part(Object content) {
    ByteBuf part = ((ByteBufHolder) content).content();
    passing += part.readableBytes();
    if (takesAll) {
      passedOn();
    }
    return part.retain();
  }

  private void passedOn() {
    connection.passedOn(passing, call);
    passing = 0;
  }
}
