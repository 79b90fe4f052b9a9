package dev.paykore.gateway.response;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Publisher;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.NettyDataBufferFactory;
import org.springframework.http.ResponseCookie;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.http.server.reactive.ServerHttpResponseDecorator;
import org.springframework.mock.http.server.reactive.MockServerHttpResponse;
import reactor.core.publisher.Mono;

/** What must not take the short way. That one is taken by nearly all tests with a server. */
class EdgeResponseTests {

  private static final String BODY = "{\"data\":{}}";

  private final MockServerHttpResponse client =
      new MockServerHttpResponse(new NettyDataBufferFactory(UnpooledByteBufAllocator.DEFAULT));
  private final EdgeResponse response = new EdgeResponse(client);
  private final ByteBuf body = ByteBufUtil.writeUtf8(UnpooledByteBufAllocator.DEFAULT, BODY);

  @Test
  void whatIsToBeDoneBeforeTheHeadIsDone() {
    List<String> done = new ArrayList<>();
    response.beforeCommit(() -> Mono.fromRunnable(() -> done.add("action")));

    EdgeResponse.sendWhole(response, body).block();

    assertThat(done).containsExactly("action");
    assertThat(client.getBodyAsString().block()).isEqualTo(BODY);
    assertThat(response.isCommitted()).isTrue();
  }

  @Test
  void cookiesAreSent() {
    response.addCookie(ResponseCookie.from("session", "1").build());

    EdgeResponse.sendWhole(response, body).block();

    assertThat(client.getHeaders().getFirst("Set-Cookie")).isEqualTo("session=1");
    assertThat(client.getBodyAsString().block()).isEqualTo(BODY);
  }

  @Test
  void aResponseThatAFilterPutAroundItSeesTheBody() {
    List<String> seen = new ArrayList<>();
    ServerHttpResponse around =
        new ServerHttpResponseDecorator(response) {
          @Override
          public Mono<Void> writeWith(Publisher<? extends DataBuffer> whole) {
            return super.writeWith(
                Mono.from(whole).doOnNext(part -> seen.add(part.toString(StandardCharsets.UTF_8))));
          }
        };

    EdgeResponse.sendWhole(around, body).block();

    assertThat(seen).containsExactly(BODY);
    assertThat(client.getBodyAsString().block()).isEqualTo(BODY);
  }
}
