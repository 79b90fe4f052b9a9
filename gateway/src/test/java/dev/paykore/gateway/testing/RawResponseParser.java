package dev.paykore.gateway.testing;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads one response and takes nothing for it that RFC 9112 does not allow. */
final class RawResponseParser {

  private static final Pattern STATUS_LINE = Pattern.compile("HTTP/1\\.1 ([1-5][0-9]{2}) (.*)");
  private static final Pattern FIELD = Pattern.compile("([!#$%&'*+.^_`|~0-9A-Za-z-]+): ?(.*)");
  private static final int HEX = 16;

  private final InputStream in;

  RawResponseParser(InputStream in) {
    this.in = in;
  }

  RawResponse parse(boolean mayHaveBody) throws IOException {
    Matcher statusLine = match(STATUS_LINE, line());
    int status = Integer.parseInt(statusLine.group(1));
    RawResponse head = new RawResponse(status, statusLine.group(2), fields(), "");
    boolean hasBody = mayHaveBody && status >= 200 && status != 204 && status != 304;
    return hasBody ? head.withBody(body(head)) : head;
  }

  private List<RawResponse.Field> fields() throws IOException {
    List<RawResponse.Field> fields = new ArrayList<>();
    for (String line = line(); !line.isEmpty(); line = line()) {
      Matcher field = match(FIELD, line);
      fields.add(new RawResponse.Field(field.group(1), field.group(2)));
    }
    return fields;
  }

  private String body(RawResponse head) throws IOException {
    if (!head.all("Transfer-Encoding").isEmpty()) {
      if (!head.header("Transfer-Encoding").equals("chunked") || head.has("Content-Length")) {
        throw new AssertionError("ambiguous framing: " + head);
      }
      return chunks();
    }
    return head.has("Content-Length")
        ? text(Integer.parseInt(head.header("Content-Length")))
        : new String(in.readAllBytes(), StandardCharsets.UTF_8);
  }

  private String chunks() throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    for (int size = chunkSize(); size > 0; size = chunkSize()) {
      body.write(bytes(size));
      expectEmptyLine();
    }
    expectEmptyLine();
    return body.toString(StandardCharsets.UTF_8);
  }

  private int chunkSize() throws IOException {
    return Integer.parseInt(line(), HEX);
  }

  private void expectEmptyLine() throws IOException {
    String line = line();
    if (!line.isEmpty()) {
      throw new AssertionError("expected an empty line but got: " + line);
    }
  }

  private String text(int length) throws IOException {
    return new String(bytes(length), StandardCharsets.UTF_8);
  }

  private byte[] bytes(int length) throws IOException {
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new EOFException("%d of %d bytes of a body".formatted(bytes.length, length));
    }
    return bytes;
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        throw new EOFException("the connection ended after: " + line);
      }
      line.append((char) next);
    }
    if (line.isEmpty() || line.charAt(line.length() - 1) != '\r') {
      throw new AssertionError("a line without CR: " + line);
    }
    return line.substring(0, line.length() - 1);
  }

  private static Matcher match(Pattern pattern, String line) {
    Matcher matcher = pattern.matcher(line);
    if (!matcher.matches()) {
      throw new AssertionError("expected %s but got: %s".formatted(pattern, line));
    }
    return matcher;
  }
}
