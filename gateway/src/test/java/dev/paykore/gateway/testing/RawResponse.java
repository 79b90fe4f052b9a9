package dev.paykore.gateway.testing;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * A response as it came over the wire.
 *
 * @param body decoded from its framing, as UTF-8
 */
public record RawResponse(int status, String reason, List<Field> fields, String body) {

  /** One header field. */
  public record Field(String name, String value) {}

  public RawResponse {
    fields = List.copyOf(fields);
  }

  /** The responses that some bytes are, one behind the other. */
  public static List<RawResponse> allIn(byte[] bytes) {
    ByteArrayInputStream in = new ByteArrayInputStream(bytes);
    List<RawResponse> responses = new ArrayList<>();
    try {
      while (in.available() > 0) {
        responses.add(new RawResponseParser(in).parse(true));
      }
    } catch (IOException e) {
      throw new AssertionError("a response is not whole", e);
    }
    return responses;
  }

  /** The value of a header that is there exactly once. */
  public String header(String name) {
    List<String> values = all(name);
    if (values.size() != 1) {
      throw new AssertionError("expected one %s but got %s in %s".formatted(name, values, this));
    }
    return values.getFirst();
  }

  /** All values of a header, in their order. */
  public List<String> all(String name) {
    return fields.stream()
        .filter(field -> field.name().equalsIgnoreCase(name))
        .map(Field::value)
        .toList();
  }

  /** Whether there is such a header. */
  public boolean has(String name) {
    return !all(name).isEmpty();
  }

  /** All headers by their names in lower case; fails if one is there twice. */
  public Map<String, String> headers() {
    Map<String, String> headers = new TreeMap<>();
    for (Field field : fields) {
      headers.put(field.name().toLowerCase(Locale.ROOT), header(field.name()));
    }
    return headers;
  }

  RawResponse withBody(String text) {
    return new RawResponse(status, reason, fields, text);
  }
}
