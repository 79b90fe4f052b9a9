package dev.paykore.gateway.faults.http1;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A request as a downstream got it, read in the one canonical form that there is.
 *
 * @param fields the lines of its header
 * @param body decoded from its framing, as ISO 8859-1
 */
record StrictRequest(String method, String target, List<String> fields, String body) {

  private static final Pattern LINE = Pattern.compile("([A-Z]+) (/[!-~]*) HTTP/1\\.1");
  private static final Pattern FIELD =
      Pattern.compile("[!#$%&'*+.^`|~0-9A-Za-z-]+: ?[\\t -~\\u0080-\\u00ff]*");
  private static final Pattern LENGTH = Pattern.compile("0|[1-9][0-9]{0,17}");
  private static final Pattern CHUNK = Pattern.compile("0|[1-9a-f][0-9a-f]{0,7}");
  private static final int HEX = 16;

  /** What is no request in canonical form. */
  static final class NotCanonicalException extends IOException {
    NotCanonicalException(String what) {
      super(what);
    }
  }

  /** Reads the next request, or gives {@code null} if the connection ended before it. */
  static StrictRequest read(InputStream in) throws IOException {
    in.mark(1);
    if (in.read() < 0) {
      return null;
    }
    in.reset();
    Matcher line = matched(LINE, line(in));
    List<String> fields = new ArrayList<>();
    for (String field = line(in); !field.isEmpty(); field = line(in)) {
      matched(FIELD, field);
      fields.add(field);
    }
    StrictRequest head = new StrictRequest(line.group(1), line.group(2), fields, "");
    return new StrictRequest(head.method, head.target, fields, head.body(in));
  }

  /** The values of a header. */
  List<String> all(String name) {
    String prefix = name.toLowerCase(Locale.ROOT) + ":";
    return fields.stream()
        .filter(field -> field.toLowerCase(Locale.ROOT).startsWith(prefix))
        .map(field -> field.substring(prefix.length()).strip())
        .toList();
  }

  /** Method, target and size of the body, as the corpus has them. */
  String summary() {
    return method + " " + target + " " + body.length();
  }

  private String body(InputStream in) throws IOException {
    List<String> lengths = all("Content-Length");
    List<String> codings = all("Transfer-Encoding");
    if (lengths.size() + codings.size() > 1) {
      throw new NotCanonicalException("framed more than once: " + fields);
    }
    if (!lengths.isEmpty()) {
      return text(bytes(in, Integer.parseInt(matched(LENGTH, lengths.getFirst()).group())));
    }
    if (codings.isEmpty()) {
      return "";
    }
    if (!codings.getFirst().equals("chunked")) {
      throw new NotCanonicalException("coding: " + codings);
    }
    return chunks(in);
  }

  private static String chunks(InputStream in) throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    for (int size = size(in); size > 0; size = size(in)) {
      body.write(bytes(in, size));
      expectEmptyLine(in);
    }
    expectEmptyLine(in);
    return text(body.toByteArray());
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  private static int size(InputStream in) throws IOException {
    return Integer.parseInt(matched(CHUNK, line(in)).group(), HEX);
  }

  private static void expectEmptyLine(InputStream in) throws IOException {
    String line = line(in);
    if (!line.isEmpty()) {
      throw new NotCanonicalException("expected an empty line but got: " + line);
    }
  }

  private static byte[] bytes(InputStream in, int length) throws IOException {
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new EOFException("%d of %d bytes of a body".formatted(bytes.length, length));
    }
    return bytes;
  }

  private static String line(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int next = in.read(); next != '\r'; next = in.read()) {
      if (next < 0) {
        throw new EOFException("the connection ended after: " + line);
      }
      line.write(next);
    }
    if (in.read() != '\n') {
      throw new NotCanonicalException("a bare CR after: " + line);
    }
    return line.toString(StandardCharsets.ISO_8859_1);
  }

  private static Matcher matched(Pattern pattern, String text) throws IOException {
    Matcher matcher = pattern.matcher(text);
    if (!matcher.matches()) {
      throw new NotCanonicalException("expected %s but got: %s".formatted(pattern, text));
    }
    return matcher;
  }
}
