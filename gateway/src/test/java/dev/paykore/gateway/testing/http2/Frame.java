package dev.paykore.gateway.testing.http2;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A frame as RFC 9113, section 4.1, has it on the wire.
 *
 * @param payload one character an octet, without its length
 */
public record Frame(int type, int flags, int stream, String payload) {

  public static final int DATA = 0;
  public static final int HEADERS = 1;
  public static final int PRIORITY = 2;
  public static final int RST_STREAM = 3;
  public static final int SETTINGS = 4;
  public static final int PING = 6;
  public static final int GOAWAY = 7;
  public static final int WINDOW_UPDATE = 8;
  public static final int CONTINUATION = 9;

  public static final int END_STREAM = 0x1;
  public static final int ACK = 0x1;
  public static final int END_HEADERS = 0x4;

  private static final int HEAD = 9;
  private static final int SETTING = 6;

  /** A frame whose payload is one number of four octets. */
  public static Frame ofNumber(int type, int stream, int number) {
    return new Frame(
        type, 0, stream, text(ByteBuffer.allocate(Integer.BYTES).putInt(number).array()));
  }

  /** A SETTINGS frame with one setting. */
  public static Frame setting(int id, int value) {
    ByteBuffer setting = ByteBuffer.allocate(SETTING).putShort((short) id).putInt(value);
    return new Frame(SETTINGS, 0, 0, text(setting.array()));
  }

  /** A PING that wants an answer. */
  public static Frame ping() {
    return new Frame(PING, 0, 0, "\0".repeat(Long.BYTES));
  }

  /** The next frame, or {@code null} at the end. */
  static @Nullable Frame read(DataInputStream in) throws IOException {
    byte[] head = new byte[HEAD];
    try {
      in.readFully(head);
    } catch (EOFException end) {
      return null;
    }
    ByteBuffer fields = ByteBuffer.wrap(head);
    int lengthAndType = fields.getInt();
    int flags = fields.get();
    int stream = fields.getInt() & Integer.MAX_VALUE;
    byte[] payload = new byte[lengthAndType >>> Byte.SIZE];
    in.readFully(payload);
    return new Frame(lengthAndType & 0xff, flags, stream, text(payload));
  }

  private static String text(byte[] octets) {
    return new String(octets, StandardCharsets.ISO_8859_1);
  }

  public boolean has(int flag) {
    return (flags & flag) != 0;
  }

  /** The number at a place in the payload: an error code, or a last stream. */
  public int number(int at) {
    return ByteBuffer.wrap(octets()).getInt(at);
  }

  /** The frame as it goes over the wire. */
  public byte[] bytes() {
    return ByteBuffer.allocate(HEAD + payload.length())
        .putInt((payload.length() << Byte.SIZE) | type)
        .put((byte) flags)
        .putInt(stream)
        .put(octets())
        .array();
  }

  byte[] octets() {
    return payload.getBytes(StandardCharsets.ISO_8859_1);
  }
}
