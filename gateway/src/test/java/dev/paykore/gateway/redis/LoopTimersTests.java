package dev.paykore.gateway.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.netty.resources.LoopResources;

class LoopTimersTests {

  private final LoopResources loops = LoopResources.create("timers", 2, true);
  private final LoopTimers timers = new LoopTimers(loops);

  @AfterEach
  void endTheLoops() {
    loops.dispose();
  }

  @Test
  void aDelayEndsOnTheEventLoopThatAskedForIt() throws ExecutionException, InterruptedException {
    List<Thread> asking = new ArrayList<>();
    List<Thread> told = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      EventLoop loop = loops.onClient(LoopResources.DEFAULT_NATIVE).next();
      asking.add(loop.submit(Thread::currentThread).get());
      told.add(delayed(loop).get().toFuture().get());
    }

    assertThat(told).isEqualTo(asking);
    assertThat(new HashSet<>(asking)).hasSize(2);
  }

  @Test
  void whoIsNoEventLoopHasReactorsTimers() {
    assertThat(timers.get()).isSameAs(Schedulers.parallel());
  }

  private Future<Mono<Thread>> delayed(EventLoop loop) {
    return loop.submit(
        () ->
            Mono.delay(Duration.ofMillis(1), timers.get())
                .map(nothing -> Thread.currentThread())
                .cache());
  }
}
