package dev.paykore.gateway.ratelimit;

import dev.paykore.gateway.stores.OneBreaker;
import dev.paykore.keys.ApiKeyGenerator;
import dev.paykore.servers.RedisProcess;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.util.concurrent.EventExecutor;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A Redis server of a test class, with as many limiters on it as one likes. */
final class BucketRedis implements AutoCloseable {

  private static final ApiKeyGenerator GENERATOR = new ApiKeyGenerator(new SecureRandom());
  private static final Duration PATIENT = Duration.ofSeconds(20);
  private static final Pattern SCRIPT_CALLS = Pattern.compile("cmdstat_evalsha:calls=(\\d+)");

  /** What its limiters count. */
  final SimpleMeterRegistry meters = new SimpleMeterRegistry();

  private final RedisProcess server = RedisProcess.start();
  private final RedisClient client = RedisClient.create(server.url());
  private final StatefulRedisConnection<String, String> connection;

  BucketRedis() {
    client.setOptions(
        ClientOptions.builder()
            .disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
            .build());
    connection = client.connect();
  }

  /** A demand of a key that nobody has used. */
  static Demand freshKey(int limit) {
    return new Demand(GENERATOR.newId("key"), 1, limit);
  }

  RedisProcess server() {
    return server;
  }

  RedisCommands<String, String> sync() {
    return connection.sync();
  }

  /** A limiter with a connection of its own, as another process has one. */
  RedisTokenBuckets limiter() {
    return limiter(PATIENT);
  }

  /** The same, as {@link #limiter(Duration, Iterable)}. */
  RedisTokenBuckets limiter(Iterable<EventExecutor> loops) {
    return limiter(PATIENT, loops);
  }

  /** A limiter that takes no answer for none after the time-out. */
  RedisTokenBuckets limiter(Duration timeout) {
    return limiter(timeout, List.of());
  }

  /** A limiter that asks together what it is asked in one turn of one of the loops. */
  RedisTokenBuckets limiter(Duration timeout, Iterable<EventExecutor> loops) {
    return new RedisTokenBuckets(calls(loops), OneBreaker.of(timeout));
  }

  /** Calls on a connection of their own. */
  TakeCalls calls(Iterable<EventExecutor> loops) {
    StatefulRedisConnection<String, String> own = client.connect();
    return new TakeCalls(own::async, TakeCalls.MOST_BUCKETS, loops, new RateLimitMetrics(meters));
  }

  /** How many scripts the server has run since the last {@code CONFIG RESETSTAT}. */
  int scriptCalls() {
    Matcher calls = SCRIPT_CALLS.matcher(sync().info("commandstats"));
    return calls.find() ? Integer.parseInt(calls.group(1)) : 0;
  }

  @Override
  public void close() {
    client.shutdown();
    server.close();
  }
}
