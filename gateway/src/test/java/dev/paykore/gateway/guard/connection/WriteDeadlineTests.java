package dev.paykore.gateway.guard.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.util.ReferenceCountUtil;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class WriteDeadlineTests {

  @Test
  void anAnswerThatCannotBeWrittenEndsTheConnection() {
    EmbeddedChannel channel =
        new EmbeddedChannel(new NoMemory(), new WriteDeadline(Duration.ofSeconds(30)));

    var _ = channel.writeOneOutbound(Unpooled.copiedBuffer(new byte[] {1}));

    assertThat(channel.isOpen()).isFalse();
  }

  @Test
  void oneThatIsWrittenDoesNot() {
    EmbeddedChannel channel = new EmbeddedChannel(new WriteDeadline(Duration.ofSeconds(30)));

    assertThat(channel.writeOutbound(Unpooled.copiedBuffer(new byte[] {1}))).isTrue();

    assertThat(channel.isOpen()).isTrue();
    assertThat(channel.finishAndReleaseAll()).isTrue();
  }

  /** Between the deadline and the network. */
  private static final class NoMemory extends ChannelOutboundHandlerAdapter {

    @Override
    public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
      ReferenceCountUtil.release(message);
      promise.setFailure(new IllegalStateException("no memory outside the heap"));
    }
  }
}
