package dev.paykore.gateway.observability.logging;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.encoder.Encoder;

/** Writes lines behind one another, where an {@link Encoder} makes an array of each. */
interface LineWriter {

  /** Adds the line of the event; if that fails, there may be a part of it. */
  void encode(ILoggingEvent event, LineBytes lines);
}
