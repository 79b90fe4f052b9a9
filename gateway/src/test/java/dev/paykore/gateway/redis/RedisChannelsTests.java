package dev.paykore.gateway.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.ConnectionBuilder;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.channel.DefaultChannelId;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RedisChannelsTests {

  private final Wire wire = new Wire();
  private final RedisChannels channels = new RedisChannels();
  private final EmbeddedChannel channel = new EmbeddedChannel();

  @BeforeEach
  void connect() {
    channels.afterChannelInitialized(channel);
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

  @Test
  void theChannelsOfOneServerEndAndNoOthers() {
    EmbeddedChannel again = channelTo("redis://:secret@10.0.0.1:6379?timeout=1s");
    EmbeddedChannel other = channelTo("redis://10.0.0.1:6380?timeout=1s");
    channels.end("10.0.0.1:6379");
    assertThat(again.isOpen()).isFalse();
    assertThat(other.isOpen()).isTrue();
    assertThat(channel.isOpen()).isTrue();
  }

  private EmbeddedChannel channelTo(String uri) {
    EmbeddedChannel made = new EmbeddedChannel(DefaultChannelId.newInstance());
    made.attr(ConnectionBuilder.REDIS_URI).set(uri);
    channels.afterChannelInitialized(made);
    return made;
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
