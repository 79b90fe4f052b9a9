package dev.paykore.bench.peers;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.filter.GlobalFilter;
import org.springframework.core.Ordered;
import org.springframework.data.redis.core.ReactiveStringRedisTemplate;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Looks the key up in Redis by its hash; who has none is answered 401. */
@Component
class ApiKeyFilter implements GlobalFilter, Ordered {

  /** The exchange's attribute with the hash of a key that exists. */
  static final String KEY_HASH = "keyHash";

  private final ReactiveStringRedisTemplate redis;

  ApiKeyFilter(ReactiveStringRedisTemplate redis) {
    this.redis = redis;
  }

  @Override
  public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
    String key = exchange.getRequest().getHeaders().getFirst("X-API-Key");
    if (key == null) {
      return refuse(exchange);
    }
    String hash = hash(key);
    return redis
        .opsForValue()
        .get("bench:key:" + hash)
        .map(record -> chain.filter(identified(exchange, hash, record)))
        .defaultIfEmpty(Mono.defer(() -> refuse(exchange)))
        .flatMap(next -> next);
  }

  /** Before the limiter, which needs to know whose bucket it is. */
  @Override
  public int getOrder() {
    return Ordered.HIGHEST_PRECEDENCE + 100;
  }

  private static ServerWebExchange identified(
      ServerWebExchange exchange, String hash, String record) {
    exchange.getAttributes().put(KEY_HASH, hash);
    String partner = record.substring(0, record.indexOf(' '));
    return exchange
        .mutate()
        .request(request -> request.header("X-PayKore-Partner-Id", partner))
        .build();
  }

  private static Mono<Void> refuse(ServerWebExchange exchange) {
    exchange.getResponse().setStatusCode(HttpStatus.UNAUTHORIZED);
    return exchange.getResponse().setComplete();
  }

  private static String hash(String key) {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(sha256.digest(key.getBytes(StandardCharsets.US_ASCII)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
