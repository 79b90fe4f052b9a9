package dev.paykore.gateway.forwarding.wire;

import io.netty.channel.ChannelHandlerContext;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The one instant that a connection waits for. Setting and clearing it only notes the time: a timer
 * that has been started stays and, when it fires early, waits for the rest. So a busy connection
 * has one timer, not one a request. All of it happens on the connection's event loop.
 */
final class Deadline {

  /**
   * A timer that comes later than this comes after a pause of the whole process, and before what
   * has arrived meanwhile: the event loop looks at its timers first if its wait was cut short.
   */
  static final long PAUSE_NANOS = Duration.ofMillis(100).toNanos();

  private static final Duration LOOK = Duration.ofMillis(10);

  private final Runnable passed;
  private boolean set;
  private long atNanos;
  private @Nullable Future<?> timer;
  private long firesAtNanos;
  private boolean looking;

  /** Runs the action when an instant passes that was not cleared. */
  Deadline(Runnable passed) {
    this.passed = passed;
  }

  boolean isSet() {
    return set;
  }

  void setAfter(Duration time, ChannelHandlerContext ctx) {
    setAt(System.nanoTime() + time.toNanos(), ctx);
  }

  void setAt(long nanos, ChannelHandlerContext ctx) {
    set = true;
    looking = false;
    atNanos = nanos;
    if (timer != null && firesAtNanos - atNanos > 0) {
      stop();
    }
    if (timer == null) {
      start(ctx);
    }
  }

  void clear() {
    set = false;
  }

  void stop() {
    if (timer != null) {
      timer.cancel(false);
      timer = null;
    }
  }

  private void start(ChannelHandlerContext ctx) {
    firesAtNanos = atNanos;
    long delay = Math.max(0, atNanos - System.nanoTime());
    timer = ctx.executor().schedule(() -> fired(ctx), delay, TimeUnit.NANOSECONDS);
  }

  private void fired(ChannelHandlerContext ctx) {
    timer = null;
    if (!set) {
      return;
    }
    long lateNanos = System.nanoTime() - atNanos;
    if (lateNanos < 0) {
      start(ctx);
    } else if (lateNanos > PAUSE_NANOS && !looking) {
      lookFirst(ctx);
    } else {
      set = false;
      passed.run();
    }
  }

  /** Lets the event loop read what has arrived, and perhaps clear this. */
  private void lookFirst(ChannelHandlerContext ctx) {
    setAfter(LOOK, ctx);
    looking = true;
  }
}
