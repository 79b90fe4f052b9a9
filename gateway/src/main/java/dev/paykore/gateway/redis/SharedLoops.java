package dev.paykore.gateway.redis;

import io.lettuce.core.resource.EventLoopGroupProvider;
import io.netty.channel.EventLoopGroup;
import io.netty.util.concurrent.EventExecutorGroup;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.ImmediateEventExecutor;
import java.util.concurrent.TimeUnit;
import java.util.stream.StreamSupport;
import reactor.netty.resources.LoopResources;

/**
 * Lets connections to Redis live on the event loops of the requests. On threads of their own each
 * answer had to wake another thread, which cost more than the answer. Whoever made the loops ends
 * them.
 *
 * @param loops of the server and of the connections to downstreams
 */
record SharedLoops(LoopResources loops) implements EventLoopGroupProvider {

  /** How many there are. */
  int count() {
    return (int) StreamSupport.stream(group().spliterator(), false).count();
  }

  @Override
  @SuppressWarnings("unchecked") // Lettuce asks for the class of its own default, and needs no more
  public <T extends EventLoopGroup> T allocate(Class<T> type) {
    return (T) new EvenLoops(group());
  }

  private EventLoopGroup group() {
    return loops.onClient(LoopResources.DEFAULT_NATIVE);
  }

  @Override
  public int threadPoolSize() {
    return LoopResources.DEFAULT_IO_WORKER_COUNT;
  }

  @Override
  public Future<Boolean> release(
      EventExecutorGroup group, long quietPeriod, long timeout, TimeUnit unit) {
    return ImmediateEventExecutor.INSTANCE.newSucceededFuture(true);
  }

  @Override
  public Future<Boolean> shutdown(long quietPeriod, long timeout, TimeUnit unit) {
    return ImmediateEventExecutor.INSTANCE.newSucceededFuture(true);
  }
}
