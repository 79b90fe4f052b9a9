package dev.paykore.gateway.forwarding.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpVersion;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** When an answer is said to have come whole, and is written as one message. */
class WholeAnswerTests {

  private static final String PART = "a".repeat(8_192);

  private final List<Object> told = new ArrayList<>();
  private final EmbeddedChannel channel =
      new EmbeddedChannel(
          new DownstreamCodec(),
          new ChannelInboundHandlerAdapter() {
            @Override
            public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
              told.add(event);
            }
          });

  @AfterEach
  void release() {
    channel.finishAndReleaseAll();
  }

  @Test
  void anAnswerIsWholeWhoseBodyHasComeWithItsHead() {
    assertThat(isWhole(HttpMethod.GET, "Content-Length: 2\r\n\r\nok")).isTrue();
  }

  @Test
  void aBodyOfOneFullPartIsWhole() {
    assertThat(isWhole(HttpMethod.GET, "Content-Length: 8192\r\n\r\n" + PART)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Length: 2\r\n\r\n",
        "Content-Length: 2\r\n\r\no",
        "Content-Length: 0\r\n\r\n",
        "Transfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n",
        "\r\nok"
      })
  void anAnswerIsNotWholeOfWhichMoreMayCome(String rest) {
    assertThat(isWhole(HttpMethod.GET, rest)).isFalse();
  }

  @Test
  void aBodyOfTwoPartsIsNotWhole() {
    assertThat(isWhole(HttpMethod.GET, "Content-Length: 8193\r\n\r\n" + PART + "a")).isFalse();
  }

  @Test
  void theAnswerToHeadHasNoBody() {
    assertThat(isWhole(HttpMethod.HEAD, "Content-Length: 2\r\n\r\nok")).isFalse();
  }

  @Test
  void aBodyThatComesLaterIsNotWhole() {
    assertThat(isWhole(HttpMethod.GET, "Content-Length: 2\r\n\r\n")).isFalse();
    read("ok");
    assertThat(told).doesNotContain(ResponseDecoder.Event.WHOLE);
  }

  private boolean isWhole(HttpMethod method, String rest) {
    channel.writeOutbound(new DefaultFullHttpRequest(HttpVersion.HTTP_1_1, method, "/"));
    read("HTTP/1.1 200 OK\r\n" + rest);
    return told.contains(ResponseDecoder.Event.WHOLE);
  }

  private void read(String bytes) {
    channel.writeInbound(Unpooled.copiedBuffer(bytes, StandardCharsets.US_ASCII));
  }
}
