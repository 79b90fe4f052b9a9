package dev.paykore.console;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.paykore.console.sql.ConnectionWatch;
import dev.paykore.console.sql.ModestTransactionManager;
import dev.paykore.keys.ApiKeyGenerator;
import dev.paykore.keys.postgres.ApiKeyChanges;
import dev.paykore.keys.postgres.Hosts;
import dev.paykore.keys.redis.RedisRecords;
import dev.paykore.keys.usage.UsageReader;
import io.lettuce.core.ClientOptions;
import io.r2dbc.spi.ConnectionFactory;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.data.redis.autoconfigure.LettuceClientOptionsBuilderCustomizer;
import org.springframework.boot.r2dbc.autoconfigure.ConnectionFactoryOptionsBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.ReactiveTransactionManager;
import org.springframework.transaction.reactive.TransactionalOperator;

/** What the use cases need and do not make themselves. */
@Configuration(proxyBeanMethods = false)
class ConsoleConfiguration {

  @Bean
  Clock clock() {
    return Clock.systemUTC();
  }

  @Bean
  Ticker ticker() {
    return Ticker.systemTicker();
  }

  @Bean
  SecureRandom random() {
    return new SecureRandom();
  }

  @Bean
  ApiKeyGenerator apiKeyGenerator(SecureRandom random) {
    return new ApiKeyGenerator(random);
  }

  @Bean
  LettuceClientOptionsBuilderCustomizer refuseWhileDisconnected() {
    return options ->
        options.disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS);
  }

  @Bean
  ConnectionFactoryOptionsBuilderCustomizer primaryAlone() {
    return Hosts::primaryAlone;
  }

  /** A statement that is let run so long is answered within a second or two more. */
  @Bean
  ConnectionWatch connectionWatch(
      @Value("${spring.r2dbc.properties.statement-timeout}") Duration statementTimeout) {
    return new ConnectionWatch(statementTimeout.plusSeconds(2));
  }

  @Bean
  ReactiveTransactionManager transactionManager(ConnectionFactory connections) {
    return new ModestTransactionManager(connections);
  }

  @Bean
  RedisConnection redisConnection(LettuceConnectionFactory factory) {
    return new RedisConnection(factory);
  }

  @Bean
  ApiKeyChanges apiKeyChanges(
      DatabaseClient database, TransactionalOperator transaction, RedisConnection redis) {
    return new ApiKeyChanges(database, transaction, new RedisRecords(redis));
  }

  @Bean
  UsageReader usageReader(RedisConnection redis) {
    return new UsageReader(redis);
  }
}
