package dev.paykore.gateway.error;

import dev.paykore.gateway.requestid.RequestId;
import org.springframework.web.server.ServerWebExchange;

/** The edge's own answer to a request, made once: for its client, and for who tells of it. */
public final class PreparedAnswer {

  private static final String ATTRIBUTE = PreparedAnswer.class.getName();

  private final ErrorEnvelope envelope;
  private final byte[] body;

  private PreparedAnswer(ErrorEnvelope envelope) {
    this.envelope = envelope;
    this.body = envelope.body();
  }

  /** The answer to the request in hand with that error. */
  public static PreparedAnswer to(ServerWebExchange exchange, EdgeError error) {
    PreparedAnswer made = exchange.getAttribute(ATTRIBUTE);
    if (made != null && made.envelope.error().equals(error)) {
      return made;
    }
    PreparedAnswer answer = new PreparedAnswer(new ErrorEnvelope(error, RequestId.of(exchange)));
    exchange.getAttributes().put(ATTRIBUTE, answer);
    return answer;
  }

  /** How long its body is, in bytes. */
  public int length() {
    return body.length;
  }

  ErrorEnvelope envelope() {
    return envelope;
  }

  byte[] body() {
    return body;
  }
}
