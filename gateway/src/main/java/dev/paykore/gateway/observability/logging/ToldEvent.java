package dev.paykore.gateway.observability.logging;

import ch.qos.logback.classic.spi.ILoggingEvent;

/**
 * An event that tells its message and its key-values itself, to whoever makes a line of it: there
 * is no list of them before somebody asks for one. They are the same as its other methods return.
 */
public interface ToldEvent extends ILoggingEvent {

  /** Tells everything, in the order of the line. */
  void tell(Fields fields);
}
