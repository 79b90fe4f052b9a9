package dev.paykore.gateway.forwarding.wire;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufHolder;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.timeout.ReadTimeoutException;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import reactor.netty.NettyPipeline;

/**
 * Tells the request in hand how far it has got, and gives up on a downstream that takes too long:
 * to take a part of the request, to give the head of an answer (in total, however steadily its
 * bytes drip), or to give more of a body while the edge waits for it. While it is the client that
 * is waited for, {@link ClientTurns} says when that is slow, and the call whether it may be.
 */
public final class CallHandler extends ChannelDuplexHandler {

  /** No read may be larger: then each is one part of an answer, and its bytes go on together. */
  public static final int MOST_PART_BYTES = 64 << 10;

  private enum Phase {
    IDLE,
    SENDING,
    WAITING,
    ANSWERING
  }

  /**
   * With more than that waiting nothing is read. Reactor Netty reads on as long as it has fewer
   * than 32 parts of whatever size: a client that took some of an answer and then no more would
   * cost 32 reads.
   */
  private static final int MOST_WAITING_BYTES = 8 << 10;

  private final Duration responseTimeout;
  private final Duration idleTimeout;
  private final Deadline deadline = new Deadline(this::tooLate);
  private final ClientTurns turns = new ClientTurns();
  private Phase phase = Phase.IDLE;
  private boolean used;

  /** Bytes of an answer that were read and that the client may not have taken yet. */
  private int waiting;

  /** More is to be read once they have become less. */
  private boolean readWanted;

  private @Nullable DownstreamCall call;
  private @Nullable ChannelHandlerContext context;

  private CallHandler(Duration responseTimeout, Duration idleTimeout) {
    this.responseTimeout = responseTimeout;
    this.idleTimeout = idleTimeout;
  }

  /** Puts the edge's own HTTP/1.1 into the pipeline of a new connection. */
  public static void install(ChannelPipeline pipeline, Duration response, Duration idle) {
    pipeline.addBefore(
        NettyPipeline.ReactiveBridge, NettyPipeline.HttpCodec, new DownstreamCodec());
    pipeline.addAfter(
        NettyPipeline.HttpCodec, CallHandler.class.getName(), new CallHandler(response, idle));
  }

  /** The next request on this connection is of this call; what is to be told of its answer. */
  public static CallHandler expect(DownstreamCall call, ChannelPipeline pipeline) {
    CallHandler handler = pipeline.get(CallHandler.class);
    handler.call = call;
    handler.waiting = 0;
    handler.readWanted = false;
    return handler;
  }

  /**
   * The client has taken so many bytes of the answer to a call. On the event loop. The client of a
   * call whose answer is whole may come to the rest of it while the next is under way.
   */
  @SuppressWarnings("ReferenceEquality") // which call it is, whatever it is like
  public void passedOn(int bytes, DownstreamCall of) {
    if (call != of) {
      return;
    }
    waiting -= bytes;
    if (readWanted && waiting <= MOST_WAITING_BYTES) {
      readWanted = false;
      Objects.requireNonNull(context).channel().config().setAutoRead(true);
    }
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    context = ctx;
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext ctx) {
    deadline.stop();
  }

  @Override
  public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
    if (message instanceof HttpRequest) {
      phase = Phase.SENDING;
      call().sending(used);
      used = true;
    }
    boolean ends = message instanceof LastHttpContent && phase != Phase.IDLE;
    if (!ends) {
      sendingGoesOn(size(message), ctx);
    }
    var _ = ctx.write(message, ends ? requestEnds(promise.unvoid(), ctx) : promise);
  }

  private ChannelPromise requestEnds(ChannelPromise promise, ChannelHandlerContext ctx) {
    DownstreamCall current = call();
    if (phase == Phase.SENDING) {
      beginTurnsAnew();
      phase = Phase.WAITING;
      deadline.setAfter(
          Objects.requireNonNullElse(current.responseTimeout(), responseTimeout), ctx);
    }
    return promise.addListener(
        written -> {
          if (written.isSuccess()) {
            current.sent();
          }
        });
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext ctx) {
    sendingGoesOn(0, ctx);
    ctx.fireChannelWritabilityChanged();
  }

  private void sendingGoesOn(int bytes, ChannelHandlerContext ctx) {
    if (phase != Phase.SENDING) {
      return;
    }
    long now = System.nanoTime();
    turns.downstreams(now);
    passed(bytes);
    if (ctx.channel().isWritable()) {
      awaitClient(now, ctx);
    } else {
      deadline.setAfter(idleTimeout, ctx);
    }
  }

  private void awaitClient(long now, ChannelHandlerContext ctx) {
    turns.clients(now);
    tellIfRecovered();
    if (turns.isSlow()) {
      deadline.clear();
    } else {
      deadline.setAt(turns.slowFromNanos(), ctx);
    }
  }

  private void passed(int bytes) {
    turns.passed(bytes);
    tellIfRecovered();
  }

  private void beginTurnsAnew() {
    turns.beginAnew();
    tellIfRecovered();
  }

  private void tellIfRecovered() {
    if (turns.recovers()) {
      call().clientGoesOn();
    }
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    switch (event) {
      case ResponseDecoder.Event.ANSWERING -> call().answering();
      case ResponseDecoder.Event.WHOLE -> call().answeringWhole();
      default -> ctx.fireUserEventTriggered(event);
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    if (message instanceof HttpResponse head) {
      phase = Phase.ANSWERING;
      beginTurnsAnew();
      if (head.decoderResult().isSuccess()) {
        call().answered();
      }
    }
    deadline.clear();
    if (turns.areClients()) {
      turns.downstreams(System.nanoTime());
    }
    if (message instanceof HttpContent part) {
      call().received(part.content().readableBytes());
      waiting += part.content().readableBytes();
      passed(part.content().readableBytes());
    }
    if (message instanceof LastHttpContent) {
      phase = Phase.IDLE;
      beginTurnsAnew();
      call = null;
    }
    ctx.fireChannelRead(message);
  }

  /** Nothing more is read until the client has taken some of what was. */
  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) {
    if (phase == Phase.ANSWERING && !ctx.channel().config().isAutoRead()) {
      awaitClient(System.nanoTime(), ctx);
    }
    ctx.fireChannelReadComplete();
  }

  @Override
  public void read(ChannelHandlerContext ctx) {
    if (phase == Phase.ANSWERING && waiting > MOST_WAITING_BYTES) {
      readWanted = true;
      // While it is on, Netty reads what comes whether or not this read goes on to it.
      ctx.channel().config().setAutoRead(false);
      awaitClient(System.nanoTime(), ctx);
      return;
    }
    if (phase == Phase.ANSWERING && (turns.areClients() || !deadline.isSet())) {
      turns.downstreams(System.nanoTime());
      deadline.setAfter(idleTimeout, ctx);
    }
    ctx.read();
  }

  private void tooLate() {
    ChannelHandlerContext ctx = Objects.requireNonNull(context);
    if (!turns.areClients()) {
      giveUp(ReadTimeoutException.INSTANCE, ctx);
    } else if (call().mayWaitForClient()) {
      // From now on the server's bounds for clients that do nothing are enough.
      turns.becomeSlow();
    } else {
      giveUp(new SlowClientException(), ctx);
    }
  }

  private static int size(Object message) {
    return switch (message) {
      case ByteBuf part -> part.readableBytes();
      case ByteBufHolder part -> part.content().readableBytes();
      default -> 0;
    };
  }

  private static void giveUp(RuntimeException reason, ChannelHandlerContext ctx) {
    ctx.fireExceptionCaught(reason);
    var _ = ctx.close();
  }

  private DownstreamCall call() {
    return Objects.requireNonNull(call);
  }
}
