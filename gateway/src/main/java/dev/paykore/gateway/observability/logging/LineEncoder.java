package dev.paykore.gateway.observability.logging;

import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.encoder.EncoderBase;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.logging.logback.StructuredLogEncoder;

/**
 * Makes a line of an event: in the structured format of {@code logging.structured.format.console},
 * or by the pattern where that is empty. Every byte of every line passes through here, and one
 * thread at a time may use it.
 */
public final class LineEncoder extends EncoderBase<ILoggingEvent> implements LineWriter {

  private static final String ECS = "ecs";

  private String format = "";
  private String pattern = "%m%n";
  private @Nullable Encoder<ILoggingEvent> lines;

  public void setFormat(String format) {
    this.format = format;
  }

  public void setPattern(String pattern) {
    this.pattern = pattern;
  }

  @Override
  public void start() {
    Encoder<ILoggingEvent> chosen = format.isBlank() ? patterned() : structured();
    chosen.setContext(getContext());
    chosen.start();
    lines = chosen;
    super.start();
  }

  @Override
  public byte[] encode(ILoggingEvent event) {
    return lines == null ? new byte[0] : lines.encode(event);
  }

  @Override
  public void encode(ILoggingEvent event, LineBytes bytes) {
    if (lines instanceof LineWriter writer) {
      writer.encode(event, bytes);
    } else {
      bytes.add(encode(event));
    }
  }

  @Override
  public byte @Nullable [] headerBytes() {
    return null;
  }

  @Override
  public byte @Nullable [] footerBytes() {
    return null;
  }

  private Encoder<ILoggingEvent> structured() {
    StructuredLogEncoder encoder = new StructuredLogEncoder();
    encoder.setFormat(format);
    return ECS.equalsIgnoreCase(format) ? new EcsEncoder(encoder) : encoder;
  }

  private Encoder<ILoggingEvent> patterned() {
    PatternLayoutEncoder encoder = new PatternLayoutEncoder();
    encoder.setPattern(pattern);
    return encoder;
  }
}
