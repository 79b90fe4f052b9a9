package dev.paykore.gateway.requestid;

import java.security.SecureRandom;
import org.springframework.web.server.ServerWebExchange;

/**
 * The id of one request: {@code req_} and ten characters of {@code [A-Za-z0-9]} from a strong
 * random source. The guard makes it and puts it in place of whatever the client sent, so that it is
 * there before anything can fail.
 */
public final class RequestId {

  /** Carries the id in the answer and downstream; a client's own never counts. */
  public static final String HEADER = "X-Request-Id";

  private static final String PREFIX = "req_";
  private static final String ALPHABET =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
  private static final int LENGTH = 10;
  private static final SecureRandom RANDOM = new SecureRandom();

  private RequestId() {}

  /** A new id. */
  public static String next() {
    StringBuilder id = new StringBuilder(PREFIX.length() + LENGTH).append(PREFIX);
    for (int i = 0; i < LENGTH; i++) {
      id.append(ALPHABET.charAt(RANDOM.nextInt(ALPHABET.length())));
    }
    return id.toString();
  }

  /** The id of the request in hand. */
  public static String of(ServerWebExchange exchange) {
    String id = exchange.getRequest().getHeaders().getFirst(HEADER);
    if (id == null) {
      throw new IllegalStateException("the guard gave this request no id");
    }
    return id;
  }
}
