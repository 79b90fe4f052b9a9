package dev.paykore.gateway.forwarding.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.paykore.gateway.forwarding.wire.InvalidResponseException;
import dev.paykore.gateway.forwarding.wire.SilentCall;
import dev.paykore.gateway.testing.Downstream;
import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.PrematureChannelClosureException;
import io.netty.resolver.dns.DnsServerAddressStreamProviders;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** Which connections serve another request, and what becomes of a request on those that do not. */
class DownstreamExchangeTests {

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

  private final Downstream downstream = Downstream.answering("ok");
  private final ClientUnderTest pool =
      new ClientUnderTest(
          Map.of("bounds.max-connections", "1"), DnsServerAddressStreamProviders.platformDefault());

  @AfterEach
  void stop() {
    downstream.close();
  }

  @Test
  void aConnectionWhoseAnswerIsWholeServesTheNextRequest() {
    assertThat(uses(3)).containsExactly(false, true, true);
    await().until(() -> pool.connections("idle") == 1);
    assertThat(downstream.lastHead())
        .isEqualTo("GET /a?b HTTP/1.1\r\nhost: localhost:%d\r\n\r\n".formatted(downstream.port()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\nok",
        "HTTP/1.0 200 OK\r\nContent-Length: 2\r\n\r\nok",
        OK + "surplus"
      })
  void aConnectionThatMayNotBeKeptIsEnded(String answer) {
    downstream.will(Downstream.text(answer));
    assertThat(uses(2)).containsExactly(false, false);
  }

  @Test
  void aConnectionThatEndedInThePoolIsNotUsed() {
    assertThat(uses(1)).containsExactly(false);
    downstream.endConnections();
    await()
        .pollInSameThread()
        .ignoreExceptions()
        .untilAsserted(() -> assertThat(uses(1)).containsExactly(false));
  }

  @Test
  void anAnswerBeforeTheRequestIsWrittenIsPassedOnAndTheConnectionEnds() throws Exception {
    CountDownLatch gone = new CountDownLatch(1);
    AtomicBoolean stopped = new AtomicBoolean();
    downstream.will(
        (in, out, head) -> {
          Downstream.text(OK).answer(in, out, head);
          Downstream.silentUntilGone(gone).answer(in, out, head);
        });
    Flux<String> endless = Flux.<String>never().startWith("a").doOnCancel(() -> stopped.set(true));
    assertThat(text(new OneUpload(endless))).isEqualTo("ok");
    assertThat(gone.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    assertThat(stopped).isTrue();
    downstream.will(Downstream.ok("ok"));
    assertThat(uses(1)).containsExactly(false);
  }

  @Test
  void aBodyIsWrittenWholeAndTheConnectionIsKept() {
    downstream.will(
        (in, out, head) -> {
          byte[] body = in.readNBytes("1\r\na\r\n2\r\nbc\r\n0\r\n\r\n".length());
          Downstream.ok(new String(body, 0, 6, StandardCharsets.US_ASCII)).answer(in, out, head);
        });
    assertThat(text(new OneUpload(Flux.just("a", "bc")))).isEqualTo("1\r\na\r\n");
    downstream.will(Downstream.ok("ok"));
    assertThat(uses(1)).containsExactly(true);
  }

  @Test
  void whoLeavesBeforeTheAnswerEndsTheConnection() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch gone = new CountDownLatch(1);
    downstream.will(
        (in, out, head) -> {
          asked.countDown();
          Downstream.silentUntilGone(gone).answer(in, out, head);
        });
    Disposable request = send(OneGet.of("/")).subscribe();
    assertThat(asked.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    request.dispose();
    assertThat(gone.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    await().until(() -> pool.connections("active") == 0);
  }

  @Test
  void whoLeavesWhileWaitingForAConnectionLeavesTheOthersAlone() {
    CountDownLatch release = new CountDownLatch(1);
    downstream.will(
        (in, out, head) -> {
          awaitUninterruptibly(release);
          Downstream.ok("ok").answer(in, out, head);
        });
    Mono<String> first = send(OneGet.of("/")).flatMap(OneGet::text).cache();
    first.subscribe();
    Disposable second = send(OneGet.of("/")).subscribe();
    await().until(() -> pool.connections("pending") == 1);
    second.dispose();
    await().until(() -> pool.connections("pending") == 0);
    release.countDown();
    assertThat(first.block(PATIENCE)).isEqualTo("ok");
    assertThat(uses(1)).containsExactly(true);
    assertThat(downstream.heads()).hasSize(2);
  }

  @Test
  void aConnectionThatEndsBeforeTheAnswerIsAFailure() {
    downstream.will(Downstream.textAndEnd(""));
    assertThatThrownBy(() -> text(OneGet.of("/"))).hasCauseInstanceOf(IOException.class);
    downstream.will(Downstream.textAndEnd("HTTP/1.1 200 OK\r\nConten"));
    assertThatThrownBy(() -> text(OneGet.of("/")))
        .isInstanceOf(PrematureChannelClosureException.class);
    await().until(() -> pool.connections("active") == 0);
  }

  @Test
  void aConnectionThatEndsWithinTheBodyFailsTheBodyAfterWhatHasCome() {
    downstream.will(
        Downstream.textAndEnd(
            "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 4\r\n\r\nhalf"));
    assertThat(text(OneGet.of("/"))).isEqualTo("half");
    downstream.will(Downstream.textAndEnd("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhalf"));
    List<Object> seen = new ArrayList<>();
    assertThatThrownBy(
            () ->
                send(OneGet.of("/"))
                    .flatMapMany(DownstreamAnswer::body)
                    .doOnNext(part -> seen.add(part.toString(StandardCharsets.US_ASCII)))
                    .doOnNext(ByteBuf::release)
                    .blockLast(PATIENCE))
        .hasCauseInstanceOf(ConnectionEndedException.class);
    assertThat(seen).containsExactly("half");
  }

  @Test
  void anAnswerThatCannotBeReadIsAFailureAndEndsTheConnection() {
    downstream.will(Downstream.text("HTTP/1.1 101 Switching\r\n\r\n"));
    assertThatThrownBy(() -> text(OneGet.of("/"))).isInstanceOf(InvalidResponseException.class);
    downstream.will(Downstream.ok("ok"));
    assertThat(uses(1)).containsExactly(false);
  }

  @Test
  void aBodyThatBreaksOffFailsTheRequestAndEndsTheConnection() throws Exception {
    CountDownLatch gone = new CountDownLatch(1);
    downstream.will(Downstream.silentUntilGone(gone));
    Flux<String> broken = Flux.concat(Flux.just("a"), Flux.error(new IllegalStateException("b")));
    assertThatThrownBy(() -> text(new OneUpload(broken)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("b");
    assertThat(gone.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    downstream.will(Downstream.ok("ok"));
    assertThat(uses(1)).containsExactly(false);
  }

  @Test
  void aBodyThatBreaksOffWithinTheAnswerBreaksTheAnswerOff() {
    downstream.will(
        (in, out, head) -> {
          Downstream.text("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n")
              .answer(in, out, head);
          Downstream.silentUntilGone(new CountDownLatch(1)).answer(in, out, head);
        });
    Sinks.Many<String> body = Sinks.many().unicast().onBackpressureBuffer();
    DownstreamAnswer answer = send(new OneUpload(body.asFlux())).block(PATIENCE);
    assertThat(answer.status()).isEqualTo(200);
    body.tryEmitError(new IllegalStateException("b"));
    assertThatThrownBy(() -> OneGet.text(answer).block(PATIENCE)).hasMessage("b");
    await().until(() -> pool.connections("active") == 0);
  }

  @Test
  void aLargeBodyComesWholeWhetherItIsTakenAtOnceOrPartByPart() {
    String body = "0123456789".repeat(100_000);
    downstream.will(Downstream.ok(body));
    assertThat(text(OneGet.of("/"))).isEqualTo(body);
    StringBuilder taken = new StringBuilder();
    send(OneGet.of("/"))
        .flatMapMany(DownstreamAnswer::body)
        .concatMap(part -> Mono.fromRunnable(() -> take(part, taken)), 0)
        .blockLast(PATIENCE);
    assertThat(taken.toString()).isEqualTo(body);
    assertThat(uses(List.of(body, body))).containsExactly(true, true);
  }

  @Test
  void anAnswerThatIsCutEndsTheConnectionAndOneThatWasReadDoesNot() {
    downstream.will(Downstream.text("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nok"));
    send(OneGet.of("/")).block(PATIENCE).cut();
    downstream.will(Downstream.ok("ok"));
    DownstreamAnswer answer = send(OneGet.of("/")).block(PATIENCE);
    assertThat(OneGet.text(answer).block(PATIENCE)).isEqualTo("ok");
    answer.cut();
    assertThat(uses(1)).containsExactly(true);
  }

  @Test
  void whereNobodyListensThereIsNoConnection() {
    downstream.close();
    assertThatThrownBy(() -> text(OneGet.of("/"))).hasCauseInstanceOf(ConnectException.class);
  }

  private static void take(ByteBuf part, StringBuilder taken) {
    taken.append(part.toString(StandardCharsets.US_ASCII));
    part.release();
  }

  /** Sends so many requests one after the other, and says which found a used connection. */
  private List<Boolean> uses(int requests) {
    return uses(Collections.nCopies(requests, "ok"));
  }

  /** Likewise, where such bodies are the answers. */
  private List<Boolean> uses(List<String> bodies) {
    List<Boolean> uses = new ArrayList<>();
    for (String body : bodies) {
      OneGet request =
          new OneGet(
              "/a?b",
              new SilentCall() {
                @Override
                public void sending(boolean reused) {
                  uses.add(reused);
                }
              });
      assertThat(text(request)).isEqualTo(body);
    }
    return uses;
  }

  private String text(OutgoingRequest request) {
    return send(request).flatMap(OneGet::text).block(PATIENCE);
  }

  private Mono<DownstreamAnswer> send(OutgoingRequest request) {
    return pool.client().send(URI.create(downstream.url()), request);
  }

  private static void awaitUninterruptibly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
