package dev.paykore.gateway.requestid;

import io.netty.util.AsciiString;
import org.springframework.web.server.ServerWebExchange;

/**
 * The id of one request: {@code req_} and ten characters of {@code [A-Za-z0-9]} from a strong
 * random source. The guard makes it and puts it in place of whatever the client sent, so that it is
 * there before anything can fail.
 */
public final class RequestId {

  /** Carries the id in the answer and downstream; a client's own never counts. */
  public static final String HEADER = "X-Request-Id";

  /** The same for the server's own headers, which need not hash it anew. */
  public static final AsciiString NETTY_HEADER = AsciiString.cached(HEADER);

  private static final String PREFIX = "req_";
  private static final String ALPHABET =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
  private static final int LENGTH = 10;

  /** The number of ids that there are: 62 to the power of ten fits a long. */
  private static final long IDS = power(ALPHABET.length(), LENGTH);

  private static final RandomStock RANDOM = new RandomStock();

  private RequestId() {}

  /** Seeds the random source. It reads a device, so it is done before there are requests. */
  public static void seed() {
    var _ = next();
  }

  /** A new id. */
  public static String next() {
    long rest = RANDOM.next(IDS);
    StringBuilder id = new StringBuilder(PREFIX.length() + LENGTH).append(PREFIX);
    for (int i = 0; i < LENGTH; i++) {
      id.append(ALPHABET.charAt((int) (rest % ALPHABET.length())));
      rest /= ALPHABET.length();
    }
    return id.toString();
  }

  /**
   * The id of the request in hand.
   *
   * @throws IllegalStateException if it has not come through the guard
   */
  public static String of(ServerWebExchange exchange) {
    String id = exchange.getRequest().getHeaders().getFirst(HEADER);
    if (id == null) {
      throw new IllegalStateException("the guard gave this request no id");
    }
    return id;
  }

  private static long power(long base, int exponent) {
    long power = 1;
    for (int i = 0; i < exponent; i++) {
      power = Math.multiplyExact(power, base);
    }
    return power;
  }
}
