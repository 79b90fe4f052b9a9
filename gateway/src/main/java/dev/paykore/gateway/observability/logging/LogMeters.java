package dev.paykore.gateway.observability.logging;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import dev.paykore.gateway.meter.EdgeMeter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.slf4j.ILoggerFactory;
import org.slf4j.LoggerFactory;

/** Counts the lines that could not be written. */
final class LogMeters implements MeterBinder {

  private static final String APPENDER = "CONSOLE";

  @Override
  public void bindTo(MeterRegistry registry) {
    EdgeMeter.LOG_DROPPED
        .counter(LoggerFactory.getILoggerFactory(), LogMeters::dropped)
        .register(registry);
  }

  /** Logging is configured anew with each start in one process, so the appender is looked up. */
  private static double dropped(ILoggerFactory loggers) {
    Logger root = (Logger) loggers.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    Appender<ILoggingEvent> appender = root.getAppender(APPENDER);
    return appender instanceof StandardOutputAppender output ? output.dropped() : 0;
  }
}
