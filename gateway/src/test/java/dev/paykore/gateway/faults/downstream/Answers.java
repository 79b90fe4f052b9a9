package dev.paykore.gateway.faults.downstream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paykore.gateway.faults.downstream.DownstreamEdge.Place;
import dev.paykore.gateway.testing.Downstream;
import dev.paykore.gateway.testing.RawResponse;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a downstream answers, and what the edge makes of it. */
final class Answers {

  private static final Pattern REQUEST_ID = Pattern.compile("(?i)\\r\\nx-request-id: (\\S+)\\r\\n");

  private Answers() {}

  /** A downstream that answers with the id of the request. */
  static Downstream.Script requestId() {
    return (in, out, head) -> Downstream.ok(requestId(head)).answer(in, out, head);
  }

  /** The id in the head of a request. */
  static String requestId(String head) {
    Matcher id = REQUEST_ID.matcher(head);
    assertThat(id.find()).as(head).isTrue();
    return id.group(1);
  }

  /** Fails unless the next answers of the place are each that of their own request. */
  static void assertNextAnswersAreTheirOwn(DownstreamEdge edge, Place place) {
    edge.at(place).will(requestId());
    for (int i = 0; i < 2; i++) {
      RawResponse next = edge.get(place);
      assertThat(next.status()).isEqualTo(200);
      assertThat(next.body()).isEqualTo(next.header("X-Request-Id"));
    }
  }

  /** Fails unless the response is the edge's own, with this status, code and progress. */
  static void assertFailed(RawResponse response, int status, String code, String forwarded) {
    assertThat(response.status()).as(response.toString()).isEqualTo(status);
    assertThat(response.body()).contains("\"code\":\"%s\"".formatted(code));
    assertThat(response.body()).contains("\"forwarded\":\"%s\"".formatted(forwarded));
    assertThat(response.body()).contains(response.header("X-Request-Id"));
  }
}
