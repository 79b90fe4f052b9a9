package dev.paykore.bench.peer;

import dev.paykore.bench.keys.IssuedKey;
import org.jspecify.annotations.Nullable;

/** What is compared, in the order of the tables. */
public enum Peer {
  /** The generator straight to the downstream. */
  NOTHING("nothing", null),
  /** nginx as a plain proxy. */
  NGINX("nginx", null),
  /** nginx that looks keys up and limits them in Redis. */
  LUA("nginx-lua", "bench:bucket:%2$s"),
  /** Spring Cloud Gateway with a route and nothing else. */
  BARE("scg-bare", null),
  /** Spring Cloud Gateway with a look-up and the stock limiter. */
  LIMITED("scg-limited", "request_rate_limiter.{wallets.%2$s}.*"),
  /** Reactor Netty without Spring. */
  NETTY("reactor-netty", null),
  /** The edge with everything on. */
  EDGE("edge", "paykore:{%1$s}:bucket");

  private final String wireName;
  private final @Nullable String bucket;

  Peer(String wireName, @Nullable String bucket) {
    this.wireName = wireName;
    this.bucket = bucket;
  }

  /** Its name in options and tables. */
  public String wireName() {
    return wireName;
  }

  /** Whether it looks keys up and limits them, so that it matters which keys are sent. */
  public boolean knowsKeys() {
    return bucket != null;
  }

  /** The pattern of the names under which Redis has the bucket of a key. */
  public String bucketPattern(IssuedKey key) {
    if (bucket == null) {
      throw new IllegalStateException(wireName + " has no buckets");
    }
    return bucket.formatted(key.id(), key.secret().hash().hex());
  }

  /** Starts it; {@link Ready} waits until it answers. */
  public RunningPeer start(Site site) {
    return switch (this) {
      case NOTHING -> new RunningPeer(this, site.downstream().url(), null);
      case NGINX -> NginxPeers.plain(site);
      case LUA -> NginxPeers.lua(site);
      case BARE -> JavaPeers.bare(site);
      case LIMITED -> JavaPeers.limited(site);
      case NETTY -> JavaPeers.netty(site);
      case EDGE -> JavaPeers.edge(site);
    };
  }
}
