package dev.paykore.gateway.guard.connection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paykore.gateway.error.ClientConnection;
import dev.paykore.gateway.requestid.RequestId;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AnsweredHandlerTests {

  private static final String ID = "req_AAAAAAAAAA";

  private final EmbeddedChannel channel = new EmbeddedChannel(new AnsweredHandler());

  @AfterEach
  void release() {
    channel.finishAndReleaseAll();
  }

  @Test
  void aResponseIsWholeWithTheLastByteThatItHasPromised() {
    channel.writeOutbound(head(HttpResponseStatus.OK, "7"), body("wal"));
    assertThat(isAnswered()).isFalse();
    channel.writeOutbound(body("lets"));
    assertThat(isAnswered()).isTrue();
  }

  @Test
  void aPartMayBeABareBuffer() {
    channel.writeOutbound(head(HttpResponseStatus.OK, "7"), body("wal").content());
    assertThat(isAnswered()).isFalse();
    channel.writeOutbound(body("lets").content());
    assertThat(isAnswered()).isTrue();
  }

  @Test
  void aResponseWithoutALengthIsWholeWithItsLastPart() {
    channel.writeOutbound(head(HttpResponseStatus.OK, null), body("wallets"));
    assertThat(isAnswered()).isFalse();
    channel.writeOutbound(LastHttpContent.EMPTY_LAST_CONTENT);
    assertThat(isAnswered()).isTrue();
  }

  @Test
  void theAnswerToHeadIsWholeWithoutTheBytesThatItTellsOf() {
    channel.writeOutbound(head(HttpResponseStatus.OK, "7"), LastHttpContent.EMPTY_LAST_CONTENT);
    assertThat(isAnswered()).isTrue();
  }

  @Test
  void anInterimResponseIsNoAnswer() {
    channel.writeOutbound(
        new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.CONTINUE),
        head(HttpResponseStatus.OK, "7"));
    assertThat(isAnswered()).isFalse();
  }

  @Test
  void whatIsWrittenToAClosedConnectionAnswersNobody() {
    channel.writeOutbound(head(HttpResponseStatus.OK, "7"), body("wal"));
    channel.close().syncUninterruptibly();
    var _ = channel.write(body("lets"));
    assertThat(isAnswered()).isFalse();
  }

  @Test
  void whoeverLeavesBetweenTheLastByteAndTheMarkOfTheEndHasHadAll() {
    channel.writeOutbound(head(HttpResponseStatus.OK, "7"), body("wallets").content());
    channel.close().syncUninterruptibly();
    var _ = channel.write(LastHttpContent.EMPTY_LAST_CONTENT);
    assertThat(isAnswered()).isTrue();
  }

  private boolean isAnswered() {
    return ClientConnection.hasAnswered(channel, ID);
  }

  private static HttpResponse head(HttpResponseStatus status, String length) {
    HttpResponse head = new DefaultHttpResponse(HttpVersion.HTTP_1_1, status);
    head.headers().set(RequestId.HEADER, ID);
    if (length != null) {
      head.headers().set("Content-Length", length);
    }
    return head;
  }

  private static HttpContent body(String text) {
    return new DefaultHttpContent(Unpooled.copiedBuffer(text.getBytes(StandardCharsets.UTF_8)));
  }
}
