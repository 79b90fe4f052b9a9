package dev.paykore.gateway.redis;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelPromise;
import io.netty.channel.DefaultChannelPromise;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.util.concurrent.AbstractEventExecutorGroup;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.StreamSupport;

/**
 * The event loops of another group, with channels spread evenly: each goes to the loop that has the
 * fewest of those that are open, also when it is made anew. Taken in turns, two that break and are
 * made again can end on one loop, and then they stay there.
 */
final class EvenLoops extends AbstractEventExecutorGroup implements EventLoopGroup {

  private final EventLoopGroup group;
  private final List<Seat> seats;

  /**
   * @param group has event loops alone
   */
  EvenLoops(EventLoopGroup group) {
    this.group = group;
    this.seats =
        StreamSupport.stream(group.spliterator(), false)
            .map(loop -> new Seat((EventLoop) loop, new AtomicInteger()))
            .toList();
  }

  @Override
  public EventLoop next() {
    return emptiest().loop;
  }

  @Override
  public ChannelFuture register(Channel channel) {
    return register(new DefaultChannelPromise(channel, seats.getFirst().loop));
  }

  @Override
  public ChannelFuture register(ChannelPromise promise) {
    return take(promise.channel()).register(promise);
  }

  @Override
  @Deprecated
  public ChannelFuture register(Channel channel, ChannelPromise promise) {
    return take(channel).register(channel, promise);
  }

  /** The loop for a channel, which counts there until it is closed. */
  private synchronized EventLoop take(Channel channel) {
    Seat seat = emptiest();
    seat.taken.incrementAndGet();
    channel.closeFuture().addListener(closed -> seat.taken.decrementAndGet());
    return seat.loop;
  }

  private Seat emptiest() {
    return seats.stream().min(Comparator.comparingInt(seat -> seat.taken.get())).orElseThrow();
  }

  @Override
  public Iterator<EventExecutor> iterator() {
    return group.iterator();
  }

  @Override
  public boolean isShuttingDown() {
    return group.isShuttingDown();
  }

  @Override
  public Future<?> shutdownGracefully(long quietPeriod, long timeout, TimeUnit unit) {
    return group.shutdownGracefully(quietPeriod, timeout, unit);
  }

  @Override
  public Future<?> terminationFuture() {
    return group.terminationFuture();
  }

  @Override
  @Deprecated
  public void shutdown() {
    group.shutdown();
  }

  @Override
  public boolean isShutdown() {
    return group.isShutdown();
  }

  @Override
  public boolean isTerminated() {
    return group.isTerminated();
  }

  @Override
  public boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException {
    return group.awaitTermination(timeout, unit);
  }

  /** A loop and how many channels it has. */
  private record Seat(EventLoop loop, AtomicInteger taken) {}
}
