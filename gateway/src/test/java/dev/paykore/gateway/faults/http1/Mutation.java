package dev.paykore.gateway.faults.http1;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.random.RandomGenerator;

/** Changes a shape a little, as those did who found the others. */
final class Mutation {

  private static final int MOST_CHANGES = 4;

  private static final List<String> PIECES =
      List.of(
          "\r\n",
          "\n",
          "\r",
          "\r\n\r\n",
          "\n\n",
          " ",
          "\t",
          "\u000b",
          "\u0000",
          "\u0085",
          "\u00a0",
          ":",
          ",",
          ";",
          "\"",
          "0",
          "1",
          "4",
          "a",
          "-",
          "+",
          "0x",
          "_",
          "%00",
          "%2f",
          "/",
          "//",
          "..",
          "Content-Length: 4\r\n",
          "Content-Length: 0\r\n",
          "Transfer-Encoding: chunked\r\n",
          "Transfer-Encoding: identity\r\n",
          " chunked",
          "chunked",
          "0\r\n\r\n",
          "4\r\nbody\r\n",
          "Host: localhost\r\n",
          "Connection: close\r\n",
          "Expect: 100-continue\r\n",
          "HTTP/1.1",
          "HTTP/1.0",
          "GET /smuggled HTTP/1.1\r\nHost: localhost\r\n\r\n",
          "X-PayKore-Partner-Id: evil\r\n",
          "X-Forwarded-For: evil\r\n",
          "Upgrade: h2c\r\n");

  private final RandomGenerator random;

  Mutation(RandomGenerator random) {
    this.random = random;
  }

  /**
   * One to four changes: a piece put in, bytes left out, bytes twice, a byte turned into another.
   */
  byte[] of(byte[] shape) {
    byte[] changed = shape;
    for (int left = random.nextInt(1, MOST_CHANGES + 1); left > 0; left--) {
      changed = change(changed);
    }
    return changed;
  }

  private byte[] change(byte[] bytes) {
    int at = random.nextInt(bytes.length + 1);
    int end = Math.min(bytes.length, at + random.nextInt(1, 8));
    return switch (random.nextInt(4)) {
      case 0 -> joined(bytes, at, piece(), at);
      case 1 -> joined(bytes, at, new byte[0], end);
      case 2 -> joined(bytes, end, new byte[0], at);
      default -> joined(bytes, at, new byte[] {(byte) random.nextInt(256)}, end);
    };
  }

  private byte[] piece() {
    return PIECES.get(random.nextInt(PIECES.size())).getBytes(StandardCharsets.ISO_8859_1);
  }

  private static byte[] joined(byte[] bytes, int before, byte[] between, int after) {
    ByteArrayOutputStream joined = new ByteArrayOutputStream();
    joined.write(bytes, 0, before);
    joined.writeBytes(between);
    joined.write(bytes, after, bytes.length - after);
    return joined.toByteArray();
  }
}
