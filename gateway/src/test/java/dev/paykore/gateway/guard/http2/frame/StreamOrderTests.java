package dev.paykore.gateway.guard.http2.frame;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paykore.gateway.testing.http2.Frame;
import org.junit.jupiter.api.Test;

class StreamOrderTests {

  private final StreamOrder order = new StreamOrder();

  @Test
  void streamsBeginInRisingOrder() {
    assertThat(headers(1, true)).isTrue();
    assertThat(headers(5, true)).isTrue();
    assertThat(headers(3, true)).isFalse();
  }

  @Test
  void trailersBelongToAStreamThatItsClientHasNotEnded() {
    headers(1, false);
    assertThat(headers(1, true)).isTrue();
    assertThat(headers(1, true)).isFalse();
  }

  @Test
  void whatWasEndedByDataOrAResetIsNotBegunAgain() {
    headers(1, false);
    order.isKept(new FrameHead(0, Frame.DATA, Frame.END_STREAM, 1));
    headers(3, false);
    order.isKept(new FrameHead(4, Frame.RST_STREAM, 0, 3));
    assertThat(headers(1, true)).isFalse();
    assertThat(headers(3, true)).isFalse();
  }

  @Test
  void ofStreamsThatAreNeverEndedOnlySomeAreRemembered() {
    for (int stream = 1; stream <= 4_001; stream += 2) {
      headers(stream, false);
    }
    assertThat(headers(4_001, true)).isTrue();
    assertThat(headers(1, true)).isFalse();
  }

  private boolean headers(int stream, boolean last) {
    return order.isKept(new FrameHead(1, Frame.HEADERS, last ? 5 : 4, stream));
  }
}
