package dev.paykore.gateway.forwarding.wire;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.netty.NettyPipeline;

/** Who is waited for, and until when. */
class CallHandlerTests {

  private static final Duration LONG = Duration.ofMinutes(1);

  private final EmbeddedChannel channel = new EmbeddedChannel();
  private final SlowCall call = new SlowCall();
  private CallHandler calls;

  @BeforeEach
  void expectACall() {
    channel.config().setAutoRead(false);
    channel.pipeline().addLast(NettyPipeline.ReactiveBridge, new ChannelInboundHandlerAdapter());
    CallHandler.install(channel.pipeline(), LONG, LONG);
    calls = CallHandler.expect(call, channel.pipeline());
    DefaultHttpRequest head = new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.POST, "/");
    head.headers().set("Content-Length", "2");
    channel.writeOutbound(head, part("a"));
  }

  @AfterEach
  void close() {
    channel.finishAndReleaseAll();
  }

  @Test
  void theEndOfTheRequestDoesNotMakeItTheDownstreamsTurnWhenTheAnswerHasBegun() {
    answer("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nab");
    channel.writeOutbound(LastHttpContent.EMPTY_LAST_CONTENT);
    awaitSlow();
    assertThat(channel.isOpen()).isTrue();
  }

  @Test
  void aSlowClientIsCountedUntilItHasSentAll() {
    awaitSlow();
    channel.writeOutbound(part("b"));
    assertThat(call.slow).isTrue();
    channel.writeOutbound(LastHttpContent.EMPTY_LAST_CONTENT);
    assertThat(call.slow).isFalse();
  }

  @Test
  void aSlowClientIsCountedUntilItHasSentMuch() {
    awaitSlow();
    channel.writeOutbound(part("b".repeat(ClientTurns.AMOUNT - 1)));
    assertThat(call.slow).isTrue();
    channel.writeOutbound(part("b"));
    assertThat(call.slow).isFalse();
  }

  @Test
  void aSlowClientIsCountedUntilAllOfTheAnswerIsRead() {
    channel.writeOutbound(LastHttpContent.EMPTY_LAST_CONTENT);
    answer("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nab");
    awaitSlow();
    channel.read();
    answer("c");
    assertThat(call.slow).isTrue();
    answer("d");
    assertThat(call.slow).isFalse();
  }

  /** Netty reads what comes as long as that is on, asked or not. */
  @Test
  void nothingIsReadUntilTheClientHasTakenWhatWas() {
    channel.writeOutbound(LastHttpContent.EMPTY_LAST_CONTENT);
    channel.config().setAutoRead(true);
    answer("HTTP/1.1 200 OK\r\nContent-Length: 99999\r\n\r\n" + "a".repeat(8 << 10));
    assertThat(channel.config().isAutoRead()).isTrue();
    answer("b");
    assertThat(channel.config().isAutoRead()).isFalse();
    calls.passedOn(1, call);
    assertThat(channel.config().isAutoRead()).isTrue();
    answer("c");
    assertThat(channel.config().isAutoRead()).isFalse();
    calls.passedOn(9_999, new SilentCall());
    assertThat(channel.config().isAutoRead()).as("the client of another call").isFalse();
  }

  private void answer(String text) {
    channel.writeInbound(Unpooled.copiedBuffer(text, US_ASCII));
  }

  /** Fails as the call would if it ended for another reason. */
  private void awaitSlow() {
    await()
        .until(
            () -> {
              channel.runScheduledPendingTasks();
              channel.checkException();
              return call.slow;
            });
  }

  private static DefaultHttpContent part(String text) {
    return new DefaultHttpContent(Unpooled.copiedBuffer(text, US_ASCII));
  }

  /** A call that may wait for its client. */
  private static final class SlowCall extends SilentCall {

    private boolean slow;

    @Override
    public boolean mayWaitForClient() {
      slow = true;
      return true;
    }

    @Override
    public void clientGoesOn() {
      slow = false;
    }
  }
}
