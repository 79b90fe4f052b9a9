package dev.paykore.gateway.observability.logging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class StandardOutputAppenderTests {

  private static final int FAR_TOO_MANY = 10_000;

  private final LoggerContext context = new LoggerContext();
  private final Logger logger = context.getLogger("test");

  @Test
  void whatIsQueuedAtTheEndIsWritten() {
    ByteArrayOutputStream written = new ByteArrayOutputStream();
    StandardOutputAppender appender = writingTo(written);
    for (int i = 0; i < 1_000; i++) {
      logger.info("line {}", i);
    }
    appender.stop();
    assertThat(written.toString(StandardCharsets.UTF_8).lines())
        .hasSize(1_000)
        .last()
        .isEqualTo("line 999");
    assertThat(appender.dropped()).isZero();
  }

  @Test
  void whoeverLogsDoesNotWaitForAnOutputThatTakesNothing() {
    CountDownLatch unblocked = new CountDownLatch(1);
    StandardOutputAppender appender = writingTo(new Blocked(unblocked));
    Instant begun = Instant.now();
    for (int i = 0; i < FAR_TOO_MANY; i++) {
      logger.info("line {}", i);
    }
    assertThat(Duration.between(begun, Instant.now())).isLessThan(Duration.ofSeconds(5));
    assertThat(appender.dropped()).isBetween(1L, (long) FAR_TOO_MANY);
    appender.stop();
    assertThat(Duration.between(begun, Instant.now())).isLessThan(Duration.ofSeconds(8));
    unblocked.countDown();
  }

  @Test
  void aLineThatCannotBeWrittenIsCountedAndTheNextIsTried() {
    FullForAWhile disk = new FullForAWhile();
    StandardOutputAppender appender = writingTo(disk);
    logger.info("lost");
    await().until(() -> appender.dropped() == 1);
    disk.full = false;
    logger.info("written");
    appender.stop();
    assertThat(disk.written.toString(StandardCharsets.UTF_8)).isEqualTo("written\n");
  }

  private StandardOutputAppender writingTo(OutputStream output) {
    LineEncoder encoder = new LineEncoder();
    encoder.setContext(context);
    encoder.start();
    StandardOutputAppender appender = new StandardOutputAppender(output);
    appender.setContext(context);
    appender.setEncoder(encoder);
    appender.start();
    context.setMDCAdapter(new LogbackMDCAdapter());
    logger.setLevel(Level.INFO);
    logger.addAppender(appender);
    return appender;
  }

  private static final class Blocked extends OutputStream {
    private final CountDownLatch unblocked;

    Blocked(CountDownLatch unblocked) {
      this.unblocked = unblocked;
    }

    @Override
    public void write(int one) {
      boolean interrupted = true;
      while (interrupted) {
        try {
          unblocked.await(1, TimeUnit.MINUTES);
          interrupted = false;
        } catch (InterruptedException asAWriteToAPipeWouldNotNotice) {
          interrupted = true;
        }
      }
    }
  }

  private static final class FullForAWhile extends OutputStream {
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private volatile boolean full = true;

    @Override
    public void write(int one) throws IOException {
      if (full) {
        throw new IOException("No space left on device");
      }
      written.write(one);
    }
  }
}
