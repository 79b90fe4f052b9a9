package dev.paykore.gateway.authentication;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.paykore.gateway.authentication.lookup.KeyLookUp;
import dev.paykore.gateway.authentication.lookup.KeyStores;
import dev.paykore.gateway.authentication.lookup.LookUpProperties;
import dev.paykore.gateway.environment.KeyEnvironmentRoutePredicateFactory;
import dev.paykore.gateway.postgres.EdgeQueries;
import dev.paykore.gateway.redis.HomeLoop;
import dev.paykore.gateway.redis.RedisBreakers;
import dev.paykore.gateway.redis.RedisConnection;
import dev.paykore.gateway.redis.RedisWarmUp;
import dev.paykore.keys.ApiKeyHash;
import dev.paykore.keys.postgres.Hosts;
import dev.paykore.keys.redis.RedisRecords;
import io.micrometer.core.instrument.MeterRegistry;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.ConnectionFactoryOptions;
import java.time.Clock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.r2dbc.autoconfigure.ConnectionFactoryOptionsBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(LookUpProperties.class)
class AuthenticationConfiguration {

  @Bean
  KeyStores keyStores(
      RedisConnection redis,
      RedisBreakers breakers,
      ConnectionFactory pool,
      LookUpProperties properties) {
    EdgeQueries postgres = new EdgeQueries(pool, properties.postgresTimeout());
    return new KeyStores(new RedisRecords(redis), breakers, new PostgresRecords(postgres));
  }

  /** Postgres does not go on with what nobody waits for any more. */
  @Bean
  ConnectionFactoryOptionsBuilderCustomizer postgresConnections(LookUpProperties properties) {
    return options -> {
      Hosts.primaryAlone(options);
      if (!options.build().hasOption(ConnectionFactoryOptions.STATEMENT_TIMEOUT)) {
        options.option(ConnectionFactoryOptions.STATEMENT_TIMEOUT, properties.postgresTimeout());
      }
    };
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
    return new ApiKeyAuthentication(
        lookUp, clock, new AuthenticationMeters(registry), HomeLoop::of);
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
