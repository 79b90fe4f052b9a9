package dev.paykore.gateway.redis;

import java.util.concurrent.atomic.AtomicLong;
import org.springframework.web.server.ServerWebExchange;

/** How long one request has waited for Redis so far, in all its stages together. */
public final class RedisWait {

  private static final String ATTRIBUTE = RedisWait.class.getName();

  private final AtomicLong nanos;

  /** Of a request that has not waited yet. */
  public RedisWait() {
    this(0);
  }

  /** Of one that has waited so long. */
  public RedisWait(long nanos) {
    this.nanos = new AtomicLong(nanos);
  }

  /** The one of this request. */
  public static RedisWait of(ServerWebExchange exchange) {
    return (RedisWait) exchange.getAttributes().computeIfAbsent(ATTRIBUTE, name -> new RedisWait());
  }

  public long nanos() {
    return nanos.get();
  }

  public void add(long waitedNanos) {
    nanos.addAndGet(waitedNanos);
  }
}
