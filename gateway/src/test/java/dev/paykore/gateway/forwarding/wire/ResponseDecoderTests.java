package dev.paykore.gateway.forwarding.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Exactly one answer to each request, in whatever pieces it comes. */
class ResponseDecoderTests {

  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

  private final EmbeddedChannel channel = new EmbeddedChannel(new DownstreamCodec());

  @AfterEach
  void release() {
    channel.finishAndReleaseAll();
  }

  @Test
  void anAnswerBeforeAnyRequestEndsTheConnectionUnread() {
    read(OK);
    assertThat(channel.isOpen()).isFalse();
    assertThat(next()).isNull();
  }

  @Test
  void anAnswerInSingleBytesIsReadWhole() {
    ask(HttpMethod.GET);
    OK.chars().forEach(each -> read(Character.toString(each)));
    assertAnswered();
    assertThat(channel.isOpen()).isTrue();
  }

  /** Each part costs a system call at least. */
  @Test
  void theLargestReadIsOnePart() {
    ask(HttpMethod.GET);
    read("HTTP/1.1 200 OK\r\nContent-Length: 99999\r\n\r\n");
    assertThat(next()).isInstanceOf(HttpResponse.class);
    read("a".repeat(CallHandler.MOST_PART_BYTES));
    HttpContent part = channel.readInbound();
    assertThat(part.content().readableBytes()).isEqualTo(CallHandler.MOST_PART_BYTES);
    assertThat(next()).isNull();
    part.release();
  }

  @Test
  void theEndOfAnAnswerIsPassedOnlyWhenAllThatHasArrivedWasRead() {
    ask(HttpMethod.GET);
    var _ = channel.writeOneInbound(bytes(OK));
    assertThat(next()).isInstanceOf(HttpResponse.class);
    assertThat(next()).isNull();
    channel.flushInbound();
    ReferenceCountUtil.release(end());
  }

  @Test
  void aSecondAnswerInTheSameReadIsThrownAwayAndSoIsOneInTheNext() {
    ask(HttpMethod.GET);
    var _ = channel.writeOneInbound(bytes(OK));
    var _ = channel.writeOneInbound(bytes(OK + OK));
    channel.flushInbound();
    assertAnswered();
    assertThat(next()).isNull();
    read(OK);
    assertThat(channel.isOpen()).isFalse();
    assertThat(next()).isNull();
  }

  @Test
  void oneRequestAfterTheOtherIsAnsweredOnOneConnection() {
    for (int i = 0; i < 3; i++) {
      ask(HttpMethod.GET);
      read(OK);
      assertAnswered();
    }
    assertThat(channel.isOpen()).isTrue();
  }

  @Test
  void anAnswerToHeadHasNoBodyWhateverItsLength() {
    ask(HttpMethod.HEAD);
    read("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n");
    assertAnswered();
    ask(HttpMethod.GET);
    read(OK);
    assertAnswered();
  }

  @Test
  void anAnswerThatTheEndOfTheConnectionEndsIsWhole() {
    ask(HttpMethod.GET);
    read("HTTP/1.1 200 OK\r\n\r\nall of it");
    channel.close().syncUninterruptibly();
    assertThat(next()).isInstanceOf(HttpResponse.class);
    HttpContent body = channel.readInbound();
    assertThat(body.content().toString(StandardCharsets.US_ASCII)).isEqualTo("all of it");
    body.release();
    assertThat(next()).isSameAs(LastHttpContent.EMPTY_LAST_CONTENT);
  }

  @Test
  void afterTooManyInterimAnswersTheHeadIsAFailure() {
    ask(HttpMethod.GET);
    read("HTTP/1.1 103 X\r\n\r\n".repeat(ResponseDecoder.MAX_INTERIM));
    assertThat(next()).isNull();
    read("HTTP/1.1 103 X\r\n\r\n" + OK);
    HttpResponse head = channel.readInbound();
    assertThat(head.decoderResult().cause())
        .isInstanceOf(InvalidResponseException.class)
        .hasMessage("more than 8 interim answers");
    assertThat(next()).isNull();
  }

  private void ask(HttpMethod method) {
    channel.writeOutbound(new DefaultFullHttpRequest(HttpVersion.HTTP_1_1, method, "/"));
    ReferenceCountUtil.release(channel.readOutbound());
  }

  private void read(String text) {
    channel.writeInbound(bytes(text));
  }

  private void assertAnswered() {
    HttpResponse head = channel.readInbound();
    assertThat(head.status().code()).isEqualTo(200);
    assertThat(head.decoderResult().isSuccess()).isTrue();
    Object next = channel.readInbound();
    while (!(next instanceof LastHttpContent)) {
      ReferenceCountUtil.release(next);
      next = channel.readInbound();
    }
    ReferenceCountUtil.release(next);
  }

  private @Nullable Object next() {
    return channel.readInbound();
  }

  private Object end() {
    Object end = channel.readInbound();
    assertThat(end).isInstanceOf(LastHttpContent.class);
    return end;
  }

  private static ByteBuf bytes(String text) {
    return Unpooled.copiedBuffer(text, StandardCharsets.ISO_8859_1);
  }
}
