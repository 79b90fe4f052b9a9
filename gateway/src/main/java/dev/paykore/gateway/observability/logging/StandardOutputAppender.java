package dev.paykore.gateway.observability.logging;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Writes lines to standard output from a thread of its own, all that have come within {@link
 * #PAUSE} at once: waking it for each line cost a request more than the line. Whoever logs never
 * waits: while the output takes nothing, lines wait in a bounded queue, and once that is full they
 * are dropped and counted. A line that cannot be written, such as to a full disk, is counted too,
 * and the next one is tried. When the process ends, what is queued is written, within a second.
 */
public final class StandardOutputAppender extends UnsynchronizedAppenderBase<ILoggingEvent> {

  private static final int MAX_WAITING = 4_096;
  private static final int MAX_BATCH = 256;
  private static final int BATCH_BYTES = 64 * 1_024;
  private static final Duration PAUSE = Duration.ofMillis(5);
  private static final Duration LAST_LINES = Duration.ofSeconds(1);

  private final BlockingQueue<ILoggingEvent> waiting = new ArrayBlockingQueue<>(MAX_WAITING);
  private final AtomicLong dropped = new AtomicLong();
  private final LineBytes lines = new LineBytes(BATCH_BYTES);
  private final OutputStream output;
  private final Thread writer = new Thread(this::write, "log-writer");
  private @Nullable LineEncoder encoder;

  /** As logback makes it, from its configuration. */
  public StandardOutputAppender() {
    // Not System.out: it has a lock that others wait for, and hides what could not be written.
    this(new FileOutputStream(FileDescriptor.out));
  }

  StandardOutputAppender(OutputStream output) {
    this.output = output;
  }

  /** Makes the bytes of each line, on the writer's thread. */
  public void setEncoder(LineEncoder encoder) {
    this.encoder = encoder;
  }

  /** How many lines have been lost since the process began. */
  long dropped() {
    return dropped.get();
  }

  @Override
  public void start() {
    if (encoder == null) {
      addError("No encoder is set");
      return;
    }
    super.start();
    writer.setDaemon(true);
    writer.start();
  }

  @Override
  public void stop() {
    if (!isStarted()) {
      return;
    }
    super.stop();
    writer.interrupt();
    try {
      writer.join(LAST_LINES.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  protected void append(ILoggingEvent event) {
    event.prepareForDeferredProcessing();
    if (!waiting.offer(event)) {
      dropped.incrementAndGet();
    }
  }

  private void write() {
    List<ILoggingEvent> batch = new ArrayList<>(MAX_BATCH);
    try {
      while (true) {
        batch.add(waiting.take());
        waiting.drainTo(batch, MAX_BATCH - 1);
        write(batch);
        batch.clear();
        Thread.sleep(PAUSE);
      }
    } catch (InterruptedException stopped) {
      waiting.drainTo(batch);
      batch.forEach(last -> write(List.of(last)));
    }
  }

  private void write(List<ILoggingEvent> batch) {
    lines.clear();
    int encoded = 0;
    for (ILoggingEvent event : batch) {
      encoded += encode(event) ? 1 : 0;
    }
    boolean written = writeLines();
    dropped.addAndGet(written ? batch.size() - encoded : batch.size());
  }

  private boolean writeLines() {
    try {
      lines.writeTo(output);
      return true;
    } catch (IOException | RuntimeException lost) {
      return false;
    }
  }

  @SuppressWarnings("NullAway") // start() has checked that there is an encoder
  private boolean encode(ILoggingEvent event) {
    int before = lines.size();
    try {
      encoder.encode(event, lines);
      return true;
    } catch (RuntimeException lost) {
      lines.cutTo(before);
      return false;
    }
  }
}
