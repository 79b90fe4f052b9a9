package dev.paykore.gateway.redis;

import dev.paykore.gateway.clock.MonotonicClock;
import dev.paykore.gateway.meter.EdgeMeter;
import dev.paykore.gateway.meter.StoreTimers;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.StateTransition;
import io.lettuce.core.AbstractRedisClient;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.ClientOptions.DisconnectedBehavior;
import io.lettuce.core.MaintNotificationsConfig;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.resource.Delay;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.data.redis.autoconfigure.ClientResourcesBuilderCustomizer;
import org.springframework.boot.data.redis.autoconfigure.LettuceClientOptionsBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.http.client.ReactorResourceFactory;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(RedisProperties.class)
class RedisConfiguration {

  private static final Logger log = LoggerFactory.getLogger(RedisConfiguration.class);

  private static final int REQUEST_QUEUE = 10_000;

  /**
   * Longer than a new connection may take ({@code spring.data.redis.timeout}), which is tried anew.
   */
  private static final Duration LONGEST_COMMAND = Duration.ofSeconds(1);

  private static final Duration FIRST_RECONNECT = Duration.ofMillis(10);
  private static final Duration LONGEST_RECONNECT = Duration.ofMillis(250);

  /**
   * Nothing waits for a connection that is not there, nothing is sent a second time after a
   * reconnect (a script that takes tokens would take them twice), and the queue is bounded.
   */
  @Bean
  LettuceClientOptionsBuilderCustomizer failFast() {
    return options -> failFast(options);
  }

  /** Lettuce's own delay grows to half a minute, which all would wait after a long outage. */
  @Bean
  ClientResourcesBuilderCustomizer promptReconnection() {
    return resources ->
        resources.reconnectDelay(
            Delay.exponential(FIRST_RECONNECT, LONGEST_RECONNECT, 2, TimeUnit.MILLISECONDS));
  }

  @Bean
  ClientResourcesBuilderCustomizer sharedLoops(ReactorResourceFactory reactor) {
    return resources ->
        resources.eventLoopGroupProvider(new SharedLoops(reactor.getLoopResources()));
  }

  @Bean
  RedisChannels redisChannels() {
    return new RedisChannels();
  }

  @Bean
  ClientResourcesBuilderCustomizer channels(RedisChannels channels) {
    return resources -> resources.nettyCustomizer(channels);
  }

  @Bean
  RedisConnection redisConnection(
      LettuceConnectionFactory factory, RedisChannels channels, ReactorResourceFactory reactor) {
    AbstractRedisClient client = factory.getRequiredNativeClient();
    return new RedisConnection(
        client, channels, new SharedLoops(reactor.getLoopResources()).count());
  }

  @Bean
  RedisBreakers redisBreakers(
      RedisProperties properties,
      RedisConnection connection,
      ReactorResourceFactory reactor,
      MeterRegistry registry) {
    StoreTimers timers = StoreTimers.of("redis", registry);
    LoopTimers deadlines = new LoopTimers(reactor.getLoopResources());
    RedisBreakers breakers =
        new RedisBreakers(
            RedisBudget.of(properties.timeout()),
            connection,
            server ->
                new RedisBreaker(
                    circuit(server, properties, connection),
                    properties.timeout(),
                    timers,
                    deadlines));
    EdgeMeter.REDIS_BREAKER_OPEN.gauge(breakers::openness).register(registry);
    return breakers;
  }

  private static CircuitBreaker circuit(
      String server, RedisProperties properties, RedisConnection connection) {
    CircuitBreaker circuit = RedisCircuit.create(properties, MonotonicClock.ofSystem());
    circuit
        .getEventPublisher()
        .onStateTransition(event -> follow(event.getStateTransition(), server, connection));
    return circuit;
  }

  private static void follow(
      StateTransition transition, String server, RedisConnection connection) {
    switch (transition) {
      case CLOSED_TO_OPEN -> {
        log.warn("Redis{} does not answer: it is spared, each process limits alone", at(server));
        connection.renew(server);
      }
      case HALF_OPEN_TO_OPEN -> connection.renew(server);
      case HALF_OPEN_TO_CLOSED -> log.info("Redis{} answers again", at(server));
      default -> {}
    }
  }

  private static String at(String server) {
    return server.equals(RedisServers.ONE) ? "" : " at " + server;
  }

  private static void failFast(ClientOptions.Builder options) {
    options
        .disconnectedBehavior(DisconnectedBehavior.REJECT_COMMANDS)
        .replayFilter(command -> true)
        .requestQueueSize(REQUEST_QUEUE)
        .timeoutOptions(TimeoutOptions.enabled(LONGEST_COMMAND))
        .maintNotificationsConfig(MaintNotificationsConfig.disabled());
  }
}
