package dev.paykore.gateway.readiness;

import dev.paykore.gateway.redis.RedisConnection;
import dev.paykore.gateway.redis.RedisWarmUp;
import dev.paykore.keys.ApiKeyHash;
import dev.paykore.keys.postgres.EdgeView;
import java.util.List;
import java.util.Map;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

@Configuration(proxyBeanMethods = false)
class ReadinessConfiguration {

  private static final ApiKeyHash NOBODY = new ApiKeyHash("0".repeat(64));

  @Bean
  StoresProbe storesHealthIndicator(
      RedisConnection redis, List<RedisWarmUp> warmUps, DatabaseClient database) {
    Mono<?> askRedis =
        Mono.defer(() -> Mono.fromCompletionStage(redis.get().ping()))
            .then(Flux.fromIterable(warmUps).concatMap(RedisWarmUp::run).then())
            .thenReturn(true);
    Mono<?> askPostgres = new EdgeView(database).findByHash(NOBODY);
    return new StoresProbe(Map.of("redis", askRedis, "postgres", askPostgres));
  }
}
