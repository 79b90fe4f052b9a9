package dev.paykore.gateway.testing;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.function.Consumer;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingStream;

/**
 * Counts what all pooled buffers in this JVM hold, by the events of each that is taken or given
 * back. What allocators and Netty count is what they have reserved: chunks of up to 4 MiB, of which
 * fresh ones take some for the first few bytes, and those that others have used need none.
 */
public final class HeldBuffers implements AutoCloseable {

  private static final String TAKEN = "io.netty.AllocateBuffer";
  private static final String GIVEN_BACK = "io.netty.FreeBuffer";

  /** The old part of a buffer that grows; the new one is taken. */
  private static final String OUTGROWN = "io.netty.ReallocateBuffer";

  private static final String LOST = "jdk.DataLoss";

  private final AtomicLong held = new AtomicLong();
  private final LongAccumulator most = new LongAccumulator(Long::max, 0);
  private final AtomicLong lost = new AtomicLong();
  private final RecordingStream events = new RecordingStream();

  /** Counts from now on. */
  public HeldBuffers() {
    on(TAKEN, event -> most.accumulate(held.addAndGet(bytes(event))));
    on(GIVEN_BACK, event -> held.addAndGet(-bytes(event)));
    on(OUTGROWN, event -> held.addAndGet(-bytes(event)));
    on(LOST, event -> lost.incrementAndGet());
    events.startAsync();
  }

  /** Ends the count. Gives the most bytes that were held at once, without those held before it. */
  public long most() {
    events.stop();
    if (lost.get() > 0) {
      throw new IllegalStateException("Some buffers were not counted.");
    }
    return most.get();
  }

  private void on(String name, Consumer<RecordedEvent> action) {
    events.enable(name).withoutStackTrace();
    events.onEvent(name, action);
  }

  private static long bytes(RecordedEvent buffer) {
    return buffer.getInt("maxFastCapacity");
  }

  @Override
  public void close() {
    events.close();
  }
}
