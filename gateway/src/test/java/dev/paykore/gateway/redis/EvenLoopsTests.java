package dev.paykore.gateway.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EvenLoopsTests {

  private static final int LOOPS = 3;

  private final MultiThreadIoEventLoopGroup group =
      new MultiThreadIoEventLoopGroup(LOOPS, NioIoHandler.newFactory());
  private final EvenLoops loops = new EvenLoops(group);
  private final List<Channel> open = new ArrayList<>();

  @AfterEach
  void end() {
    open.forEach(channel -> channel.close().syncUninterruptibly());
    var _ = group.shutdownGracefully();
  }

  @Test
  void channelsAreSpreadEvenly() {
    register(3 * LOOPS);
    assertThat(channelsByLoop().values()).containsExactly(3L, 3L, 3L);
  }

  @Test
  void aChannelThatIsMadeAgainGoesWhereOneIsMissing() {
    register(2 * LOOPS);
    EventLoop left = open.getFirst().eventLoop();
    List<Channel> broken =
        open.stream().filter(channel -> channel.eventLoop().equals(left)).toList();
    broken.forEach(channel -> channel.close().syncUninterruptibly());
    open.removeAll(broken);
    register(broken.size());
    assertThat(channelsByLoop().values()).containsExactly(2L, 2L, 2L);
  }

  @Test
  void hasTheLoopsOfTheGroup() {
    assertThat(loops).containsExactlyElementsOf(group);
  }

  private void register(int channels) {
    for (int i = 0; i < channels; i++) {
      open.add(loops.register(new NioSocketChannel()).syncUninterruptibly().channel());
    }
  }

  private Map<EventLoop, Long> channelsByLoop() {
    return open.stream().collect(Collectors.groupingBy(Channel::eventLoop, Collectors.counting()));
  }
}
