package dev.paykore.gateway.redis;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import io.github.resilience4j.circuitbreaker.event.CircuitBreakerOnStateTransitionEvent;
import io.lettuce.core.AbstractRedisClient;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.ClientOptions.DisconnectedBehavior;
import io.lettuce.core.MaintNotificationsConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.data.redis.autoconfigure.LettuceClientOptionsBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(RedisProperties.class)
class RedisConfiguration {

  private static final Logger log = LoggerFactory.getLogger(RedisConfiguration.class);

  private static final int ALL_FAILED_PERCENT = 100;
  private static final int REQUEST_QUEUE = 10_000;

  /**
   * Nothing waits for a connection that is not there, nothing is sent a second time after a
   * reconnect (a script that takes tokens would take them twice), and the queue is bounded.
   */
  @Bean
  LettuceClientOptionsBuilderCustomizer failFast() {
    return options -> failFast(options);
  }

  @Bean
  RedisConnection redisConnection(LettuceConnectionFactory factory) {
    AbstractRedisClient client = factory.getRequiredNativeClient();
    return new RedisConnection(client);
  }

  @Bean
  RedisBreaker redisBreaker(RedisProperties properties) {
    CircuitBreakerConfig config =
        CircuitBreakerConfig.custom()
            .slidingWindow(
                properties.failuresToOpen(),
                properties.failuresToOpen(),
                SlidingWindowType.COUNT_BASED)
            .failureRateThreshold(ALL_FAILED_PERCENT)
            .waitDurationInOpenState(properties.openFor())
            .permittedNumberOfCallsInHalfOpenState(1)
            .build();
    CircuitBreaker breaker = CircuitBreaker.of("redis", config);
    breaker.getEventPublisher().onStateTransition(RedisConfiguration::tell);
    return new RedisBreaker(breaker, properties.timeout());
  }

  private static void tell(CircuitBreakerOnStateTransitionEvent event) {
    switch (event.getStateTransition()) {
      case CLOSED_TO_OPEN ->
          log.warn("Redis does not answer: it is spared, each process limits alone");
      case HALF_OPEN_TO_CLOSED -> log.info("Redis answers again");
      default -> {}
    }
  }

  private static void failFast(ClientOptions.Builder options) {
    options
        .disconnectedBehavior(DisconnectedBehavior.REJECT_COMMANDS)
        .replayFilter(command -> true)
        .requestQueueSize(REQUEST_QUEUE)
        .maintNotificationsConfig(MaintNotificationsConfig.disabled());
  }
}
