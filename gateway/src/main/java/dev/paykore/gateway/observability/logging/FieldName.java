package dev.paykore.gateway.observability.logging;

/** The name of a field of a line, with the bytes that stand around its value in JSON. */
public final class FieldName {

  private static final int USUAL_BYTES = 32;

  private final String text;
  private final byte[] before;
  private final byte[] after;

  private FieldName(String text, byte[] before, byte[] after) {
    this.text = text;
    this.before = before;
    this.after = after;
  }

  /** A field of the line; each dot in the name begins an object that has no other field. */
  public static FieldName of(String text) {
    LineBytes before = new LineBytes(USUAL_BYTES);
    LineBytes after = new LineBytes(USUAL_BYTES);
    before.add(',');
    for (String part : text.split("\\.", -1)) {
      if (before.size() > 1) {
        before.add('{');
        after.add('}');
      }
      before.addText(part);
      before.add(':');
    }
    return new FieldName(text, before.from(0), after.from(0));
  }

  /** The bytes from the value before to this one. */
  void writeBefore(LineBytes line) {
    line.add(before);
  }

  /** The bytes that end what was begun. */
  void writeAfter(LineBytes line) {
    line.add(after);
  }

  @Override
  public String toString() {
    return text;
  }
}
