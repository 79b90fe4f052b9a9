package dev.paykore.gateway.guard.http2.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.DefaultHttp2HeadersFrame;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2FrameStream;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** No head reaches the codec that it cannot make a request line of. */
class RequestLineCheckTests {

  private final EmbeddedChannel channel = new EmbeddedChannel(new RequestLineCheck());

  @ParameterizedTest
  @CsvSource({"GET,", "GET,''", ",/a", "'',/a", "'G ET',/a", "GET,'/a b'", "CONNECT,/a"})
  void aHeadWithoutALineIsKeptBack(String method, String path) {
    assertThatThrownBy(() -> channel.writeInbound(frame(method, path)))
        .isInstanceOf(Http2Exception.class);
    channel.writeInbound(frame("GET", "/a"));
    assertThat(channel.<Object>readInbound()).isNull();
  }

  @Test
  void aHeadWithALineAndThenTrailersPass() {
    channel.writeInbound(frame("GET", "/a"), frame(null, null));
    assertThat(channel.<Object>readInbound()).isNotNull();
    assertThat(channel.<Object>readInbound()).isNotNull();
  }

  private static DefaultHttp2HeadersFrame frame(@Nullable String method, @Nullable String path) {
    Http2Headers headers = new DefaultHttp2Headers(false);
    if (method != null) {
      headers.method(method);
    }
    if (path != null) {
      headers.path(path);
    }
    return new DefaultHttp2HeadersFrame(headers, true).stream(new FirstStream());
  }

  private static final class FirstStream implements Http2FrameStream {

    @Override
    public int id() {
      return 1;
    }

    @Override
    public Http2Stream.State state() {
      return Http2Stream.State.OPEN;
    }
  }
}
