package dev.paykore.gateway.authentication;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.paykore.gateway.authentication.lookup.KeyLookUp;
import dev.paykore.gateway.authentication.lookup.KeyStores;
import dev.paykore.gateway.authentication.lookup.LookUpProperties;
import dev.paykore.gateway.environment.KeyEnvironmentRoutePredicateFactory;
import dev.paykore.gateway.redis.RedisBreaker;
import dev.paykore.gateway.redis.RedisConnection;
import dev.paykore.gateway.redis.RedisWarmUp;
import dev.paykore.keys.ApiKeyHash;
import dev.paykore.keys.postgres.EdgeView;
import dev.paykore.keys.redis.RedisRecords;
import io.micrometer.core.instrument.MeterRegistry;
import io.r2dbc.spi.ConnectionFactory;
import java.time.Clock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.r2dbc.core.DatabaseClient;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(LookUpProperties.class)
class AuthenticationConfiguration {

  @Bean
  KeyStores keyStores(
      RedisConnection redis, RedisBreaker breaker, ConnectionFactory connectionFactory) {
    EdgeView view = new EdgeView(DatabaseClient.create(connectionFactory));
    return new KeyStores(new RedisRecords(redis), breaker, view::findByHash);
  }

  @Bean
  RedisWarmUp keyLookUpWarmUp(RedisConnection redis) {
    ApiKeyHash nobody = new ApiKeyHash("0".repeat(64));
    return () -> new RedisRecords(redis).read(nobody);
  }

  @Bean
  KeyLookUp keyLookUp(KeyStores stores, LookUpProperties properties, MeterRegistry registry) {
    return new KeyLookUp(stores, properties, Ticker.systemTicker(), registry);
  }

  @Bean
  Authentication authentication(KeyLookUp lookUp, Clock clock, MeterRegistry registry) {
    return new ApiKeyAuthentication(lookUp, clock, new AuthenticationMeters(registry));
  }

  @Bean
  AuthenticationFilter authenticationFilter(Authentication authentication) {
    return new AuthenticationFilter(authentication);
  }

  @Bean
  KeyEnvironmentRoutePredicateFactory keyEnvironmentRoutePredicateFactory() {
    return new KeyEnvironmentRoutePredicateFactory();
  }
}
