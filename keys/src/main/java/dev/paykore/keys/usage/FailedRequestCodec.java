package dev.paykore.keys.usage;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;

/**
 * The form of a request in Redis: eight fields separated by single spaces, {@code -} for none; the
 * route is last and may hold spaces itself.
 */
final class FailedRequestCodec {

  private static final int FIELDS = 8;
  private static final String NONE = "-";

  private FailedRequestCodec() {}

  static String encode(FailedRequest request) {
    return String.join(
        " ",
        Long.toString(request.at().toEpochMilli()),
        request.secretId(),
        Integer.toString(request.status()),
        request.code(),
        request.forwarded() == null ? NONE : request.forwarded(),
        Long.toString(request.durationMillis()),
        request.method(),
        request.route());
  }

  /** The request, or nothing if the text is none. */
  static Optional<FailedRequest> decode(String requestId, String text) {
    String[] fields = text.split(" ", FIELDS);
    if (fields.length != FIELDS) {
      return Optional.empty();
    }
    try {
      return Optional.of(decode(requestId, fields));
    } catch (NumberFormatException | DateTimeException unreadable) {
      return Optional.empty();
    }
  }

  private static FailedRequest decode(String requestId, String[] fields) {
    return new FailedRequest(
        requestId,
        Instant.ofEpochMilli(Long.parseLong(fields[0])),
        fields[1],
        Integer.parseInt(fields[2]),
        fields[3],
        fields[4].equals(NONE) ? null : fields[4],
        Long.parseLong(fields[5]),
        fields[6],
        fields[7]);
  }
}
