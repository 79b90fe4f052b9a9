package dev.paykore.gateway.observability;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.LoggingEvent;
import dev.paykore.gateway.observability.logging.Fields;
import dev.paykore.gateway.observability.logging.ToldEvent;
import java.util.List;
import org.slf4j.event.KeyValuePair;

/**
 * The access line on its way to the log. The event loop makes no text of it: whoever reads it does,
 * which is the thread of the log. Nothing that it tells can change any more.
 */
final class AccessEvent extends LoggingEvent implements ToldEvent {

  private final AccessLine line;
  private final boolean isPrintable;

  /** A long line is made printable at once, and short by that: thousands may have to wait. */
  AccessEvent(Logger logger, AccessLine line) {
    super(Logger.FQCN, logger, Level.INFO, null, null, null);
    this.isPrintable = line.isLong();
    this.line = isPrintable ? line.printable() : line;
  }

  /** What only the thread knows that has the request. */
  @Override
  public void prepareForDeferredProcessing() {
    getThreadName();
    getMDCPropertyMap();
  }

  @Override
  public void tell(Fields fields) {
    printable().tell(fields);
  }

  @Override
  public String getMessage() {
    return printable().message();
  }

  @Override
  public String getFormattedMessage() {
    return getMessage();
  }

  @Override
  public List<KeyValuePair> getKeyValuePairs() {
    return FieldMap.of(printable()).entrySet().stream()
        .map(field -> new KeyValuePair(field.getKey(), field.getValue()))
        .toList();
  }

  private AccessLine printable() {
    return isPrintable ? line : line.printable();
  }
}
