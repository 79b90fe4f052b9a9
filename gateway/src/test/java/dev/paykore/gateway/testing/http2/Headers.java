package dev.paykore.gateway.testing.http2;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Header fields in their order, right or wrong, encoded without any compression (RFC 7541). */
public final class Headers {

  private static final int SEVEN_BITS = 0x7f;

  private record Field(String name, String value) {}

  private final List<Field> fields = new ArrayList<>();

  /** One field more. */
  public Headers with(String name, String value) {
    fields.add(new Field(name, value));
    return this;
  }

  /** Without the fields of a name. */
  public Headers without(String name) {
    fields.removeIf(field -> field.name().equals(name));
    return this;
  }

  /** One field first of all. */
  public Headers first(String name, String value) {
    fields.addFirst(new Field(name, value));
    return this;
  }

  /** The header block: literal fields that are not to be remembered (section 6.2.2). */
  public String block() {
    ByteArrayOutputStream block = new ByteArrayOutputStream();
    for (Field field : fields) {
      block.write(0);
      write(block, field.name());
      write(block, field.value());
    }
    return block.toString(StandardCharsets.ISO_8859_1);
  }

  private static void write(ByteArrayOutputStream block, String text) {
    byte[] octets = text.getBytes(StandardCharsets.ISO_8859_1);
    int length = octets.length;
    if (length < SEVEN_BITS) {
      block.write(length);
    } else {
      block.write(SEVEN_BITS);
      length -= SEVEN_BITS;
      while (length > SEVEN_BITS) {
        block.write((length & SEVEN_BITS) | 0x80);
        length >>>= 7;
      }
      block.write(length);
    }
    block.writeBytes(octets);
  }
}
