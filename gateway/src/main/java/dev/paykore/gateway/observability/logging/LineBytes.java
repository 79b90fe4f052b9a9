package dev.paykore.gateway.observability.logging;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The bytes of lines, in one array that is used again and again.
 *
 * <p>Each request writes a dozen short texts here, and a general writer of JSON spends more on
 * keeping count of where it is than on the texts. So this knows nothing of objects and fields: it
 * takes pieces, and whoever calls it puts them in order. A text is copied character by character
 * for as long as it is plain ASCII; the first character that is not hands the whole of it to {@link
 * JsonEscape}. No thread may use it while another does.
 */
final class LineBytes {

  private static final int MOST_KEPT = 4;
  private static final char QUOTE = '"';

  private final int usualSize;
  private byte[] bytes;
  private int size;

  LineBytes(int usualSize) {
    this.usualSize = usualSize;
    this.bytes = new byte[usualSize];
  }

  /** Forgets all, and gives back the memory that unusually long lines took. */
  void clear() {
    size = 0;
    if (bytes.length > MOST_KEPT * usualSize) {
      bytes = new byte[usualSize];
    }
  }

  int size() {
    return size;
  }

  /** Takes back all that was added since the size was this. */
  void cutTo(int earlierSize) {
    size = earlierSize;
  }

  /** A copy of what was added since the size was this. */
  byte[] from(int earlierSize) {
    return Arrays.copyOfRange(bytes, earlierSize, size);
  }

  void writeTo(OutputStream output) throws IOException {
    output.write(bytes, 0, size);
  }

  /** One character of ASCII. */
  void add(char one) {
    makeRoom(1);
    bytes[size++] = (byte) one;
  }

  void add(byte[] some) {
    makeRoom(some.length);
    System.arraycopy(some, 0, bytes, size, some.length);
    size += some.length;
  }

  /** The text as JSON, in its quotes. */
  void addText(String text) {
    makeRoom(text.length() + 2);
    if (isCopied(text, size + 1)) {
      bytes[size] = QUOTE;
      size += text.length() + 2;
      bytes[size - 1] = QUOTE;
    } else {
      add(JsonEscape.quoted(text).getBytes(StandardCharsets.UTF_8));
    }
  }

  /** Copies the text to where it is to be, unless it is not plain. */
  private boolean isCopied(String text, int at) {
    byte[] to = bytes;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (!JsonEscape.isPlain(c)) {
        return false;
      }
      to[at + i] = (byte) c;
    }
    return true;
  }

  /** The number in decimal digits. */
  void addNumber(long number) {
    if (number < 0) {
      add(Long.toString(number).getBytes(StandardCharsets.US_ASCII));
    } else {
      addDigits(number, digitsOf(number));
    }
  }

  /** The last digits of a number, zeros in front of it where it has fewer. */
  void addDigits(long number, int digits) {
    makeRoom(digits);
    long rest = number;
    for (int at = size + digits - 1; at >= size; at--) {
      bytes[at] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    size += digits;
  }

  private static int digitsOf(long number) {
    int digits = 1;
    for (long rest = number / 10; rest > 0; rest /= 10) {
      digits++;
    }
    return digits;
  }

  private void makeRoom(int more) {
    if (bytes.length - size < more) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, size + more));
    }
  }
}
