package dev.paykore.gateway.client;

import io.netty.handler.codec.http.HttpHeaders;
import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says, but not often, that somebody speaks as a proxy who is not trusted. It changes nothing:
 * anybody may send these headers. But if it is a proxy, all its clients have one address here.
 */
final class UntrustedForwarding {

  static final Duration QUIET = Duration.ofMinutes(10);

  private static final Logger log = LoggerFactory.getLogger(UntrustedForwarding.class);

  private final LongSupplier nanoTime;
  private final AtomicLong saidAtNanos;

  UntrustedForwarding(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    this.saidAtNanos = new AtomicLong(nanoTime.getAsLong() - QUIET.toNanos());
  }

  /** Looks at the headers of a peer that is no trusted proxy. */
  void look(InetAddress peer, HttpHeaders headers) {
    if (headers.contains(Client.FORWARDED_FOR) && isTimeToSayIt()) {
      log.warn(
          "{} sends X-Forwarded-For and is not in paykore.edge.server.trusted-proxies. If it is a"
              + " proxy, all its clients count as one address: list it there, or set"
              + " paykore.edge.authentication.unknown-keys-per-minute to 0",
          NetUtil.toAddressString(peer));
    }
  }

  private boolean isTimeToSayIt() {
    long now = nanoTime.getAsLong();
    long before = saidAtNanos.get();
    return now - before >= QUIET.toNanos() && saidAtNanos.compareAndSet(before, now);
  }
}
