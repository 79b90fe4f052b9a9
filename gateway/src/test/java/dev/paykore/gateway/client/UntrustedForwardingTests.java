package dev.paykore.gateway.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paykore.gateway.testing.LogCapture;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import java.net.InetAddress;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class UntrustedForwardingTests {

  private static final InetAddress PEER = InetAddress.getLoopbackAddress();

  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1);
  private final UntrustedForwarding forwarding = new UntrustedForwarding(nanos::get);
  private final LogCapture log = LogCapture.of(UntrustedForwarding.class.getName());

  @AfterEach
  void stop() {
    log.close();
  }

  @Test
  void whoSpeaksAsAProxyIsNamedWithWhatToDo() {
    forwarding.look(PEER, saying("X-Forwarded-For"));
    assertThat(log.text())
        .contains("127.0.0.1", "trusted-proxies", "unknown-keys-per-minute to 0")
        .doesNotContain("198.51.100.7");
  }

  @Test
  void itIsNotSaidAgainForAWhileWhoeverSpeaks() {
    for (int i = 0; i < 1_000; i++) {
      forwarding.look(PEER, saying("X-Forwarded-For"));
    }
    assertThat(log.text().lines()).hasSize(1);
    nanos.addAndGet(UntrustedForwarding.QUIET.toNanos());
    forwarding.look(PEER, saying("X-Forwarded-For"));
    assertThat(log.text().lines()).hasSize(2);
  }

  @Test
  void othersAreNotNamed() {
    forwarding.look(PEER, saying("X-Api-Key"));
    assertThat(log.text()).isEmpty();
  }

  private static HttpHeaders saying(String name) {
    return new DefaultHttpHeaders().add(name, "198.51.100.7");
  }
}
