package dev.paykore.gateway.forwarding;

import dev.paykore.gateway.error.Forwarded;
import dev.paykore.gateway.forwarding.breaker.CallVerdict;
import dev.paykore.gateway.forwarding.client.DownstreamAnswer;
import dev.paykore.gateway.forwarding.wire.DownstreamCall;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.web.server.ServerWebExchange;

/**
 * How far one request has got on its way downstream, and when, and what its downstream is told of
 * it. It lies on the exchange, and the connection is given it with the request.
 */
public final class Forwarding implements DownstreamCall {

  private static final String ATTRIBUTE = Forwarding.class.getName();

  private final @Nullable Duration responseTimeout;
  private final CallVerdict verdict;
  private final ClientWait clientWait;
  private final long startNanos = System.nanoTime();
  private volatile Forwarded reached = Forwarded.NO;
  private volatile long sentNanos;
  private volatile long answeredNanos;
  private volatile boolean reusedConnection;
  private volatile boolean answering;
  private volatile boolean wholeAnswer;
  private volatile long receivedBytes;
  private volatile @Nullable DownstreamAnswer answer;

  Forwarding(@Nullable Duration responseTimeout, CallVerdict verdict, ClientWait clientWait) {
    this.responseTimeout = responseTimeout;
    this.verdict = verdict;
    this.clientWait = clientWait;
  }

  /** The progress of the request in hand, or {@code null} before it was sent on its way. */
  public static @Nullable Forwarding of(ServerWebExchange exchange) {
    return exchange.getAttribute(ATTRIBUTE);
  }

  /** Whether a byte of the request can have reached the downstream. */
  public Forwarded reached() {
    return reached;
  }

  /** From the first byte of the request to the head of the response in ns, or -1 without one. */
  public long upstreamNanos() {
    return answeredNanos == 0 ? -1 : answeredNanos - sentNanos;
  }

  /** How much of the answer's body has been received, or -1 without an answer. */
  public long receivedBytes() {
    return answeredNanos == 0 ? -1 : receivedBytes;
  }

  /** Whether the answer's body, which is not empty, has come with its head in one part. */
  boolean hasWholeAnswer() {
    return wholeAnswer;
  }

  void attachTo(ServerWebExchange exchange) {
    exchange.getAttributes().put(ATTRIBUTE, this);
  }

  /** What the downstream has answered, or {@code null} as long as it has not. */
  @Nullable DownstreamAnswer answer() {
    return answer;
  }

  void answeredWith(DownstreamAnswer given) {
    answer = given;
  }

  /** Whether the connection was one that had served before and gave no byte of an answer. */
  boolean wasOnReusedConnectionWithoutAnswer() {
    return reusedConnection && !answering;
  }

  @Override
  public @Nullable Duration responseTimeout() {
    return responseTimeout;
  }

  @Override
  public void sending(boolean reused) {
    sentNanos = System.nanoTime();
    reusedConnection = reused;
    if (reached == Forwarded.NO) {
      reached = Forwarded.UNKNOWN;
    }
  }

  @Override
  public void sent() {
    reached = Forwarded.YES;
  }

  @Override
  public void answering() {
    answering = true;
    reached = Forwarded.YES;
  }

  @Override
  public void answeringWhole() {
    wholeAnswer = true;
  }

  @Override
  public void answered() {
    answeredNanos = System.nanoTime();
    verdict.answered(answeredNanos - startNanos);
  }

  @Override
  public void received(int bytes) {
    // Only the connection's event loop writes it.
    long before = receivedBytes;
    receivedBytes = before + bytes;
  }

  @Override
  public boolean mayWaitForClient() {
    verdict.clientIsWaitedFor();
    return clientWait.begins();
  }

  @Override
  public void clientGoesOn() {
    verdict.clientGoesOn();
    clientWait.ends();
  }

  /** The downstream was not there, too slow, or gave no valid answer. */
  void failed() {
    verdict.failed();
  }

  /** It is over; if nothing was said of the downstream so far, nothing can be said. */
  void ended() {
    clientWait.isOver();
    verdict.ended();
  }
}
