package dev.paykore.gateway.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SharedFlushesTests {

  private final Wire wire = new Wire();
  private final EmbeddedChannel channel = new EmbeddedChannel();

  @BeforeEach
  void connect() {
    new SharedFlushes().afterChannelInitialized(channel);
    channel.pipeline().addFirst(wire);
  }

  @Test
  void commandsOfOneTurnAreSentTogetherAtItsEnd() {
    giveInOneTurn(3);
    assertThat(wire.given).isEqualTo(3);
    assertThat(wire.sent).containsExactly(3);
  }

  @Test
  void aTurnWithVeryManyCommandsSendsSomeBeforeItsEnd() {
    giveInOneTurn(1_000);
    assertThat(wire.sent).hasSizeBetween(2, 10).endsWith(1_000);
  }

  private void giveInOneTurn(int commands) {
    for (int i = 0; i < commands; i++) {
      var _ = channel.pipeline().writeAndFlush("command " + i);
    }
    channel.runPendingTasks();
  }

  /** How many commands had been given whenever some were sent; they go nowhere. */
  private static final class Wire extends ChannelDuplexHandler {

    private final List<Integer> sent = new ArrayList<>();
    private int given;

    @Override
    public void write(ChannelHandlerContext ctx, Object command, ChannelPromise promise) {
      given++;
      promise.setSuccess();
    }

    @Override
    public void flush(ChannelHandlerContext ctx) {
      sent.add(given);
    }
  }
}
