package dev.paykore.gateway.requestid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.server.MockServerWebExchange;

class RequestIdTests {

  private static final int MANY = 100_000;

  @Test
  void hasThePromisedForm() {
    assertThat(RequestId.next()).matches("req_[A-Za-z0-9]{10}");
  }

  @Test
  void doesNotRepeat() {
    Set<String> ids = new HashSet<>();
    IntStream.range(0, MANY).forEach(i -> ids.add(RequestId.next()));
    assertThat(ids).hasSize(MANY);
  }

  @Test
  void usesEveryCharacterInEveryPlaceAboutAsOften() {
    for (int place = 4; place < 14; place++) {
      int at = place;
      var counts =
          Stream.generate(RequestId::next)
              .limit(MANY)
              .collect(Collectors.groupingBy(id -> id.charAt(at), Collectors.counting()));
      assertThat(counts).hasSize(62);
      assertThat(counts.values()).allMatch(n -> n > 1_300 && n < 1_950);
    }
  }

  @Test
  void isReadFromTheRequestWhereTheGuardPutIt() {
    assertThat(RequestId.of(exchange("req_4kMnO5pQrS"))).isEqualTo("req_4kMnO5pQrS");
  }

  @Test
  void isNotThereWhereThereIsNoGuard() {
    MockServerWebExchange unguarded = MockServerWebExchange.from(MockServerHttpRequest.get("/"));
    assertThatIllegalStateException().isThrownBy(() -> RequestId.of(unguarded));
  }

  private static MockServerWebExchange exchange(String id) {
    return MockServerWebExchange.from(
        MockServerHttpRequest.get("/").header(RequestId.HEADER, id).build());
  }
}
