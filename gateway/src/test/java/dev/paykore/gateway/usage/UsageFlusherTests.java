package dev.paykore.gateway.usage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.paykore.keys.usage.UsageCount;
import dev.paykore.keys.usage.UsageReader;
import dev.paykore.keys.usage.UsageReports;
import dev.paykore.servers.RedisProcess;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.async.RedisAsyncCommands;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class UsageFlusherTests {

  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final long NOON = Instant.parse("2026-01-02T12:00:00Z").getEpochSecond();
  private static final Clock CLOCK = Clock.fixed(Instant.ofEpochSecond(NOON), ZoneOffset.UTC);
  private static final Slot SLOT =
      new Slot("key_0123456789abcdef0123", "sec_0123456789abcdef0123", NOON);

  /** To see what kind of server it is, and two for the set of active keys. */
  private static final int CALLS_BEFORE_THE_FIRST_SCRIPT = 3;

  private static RedisProcess server;
  private static RedisClient client;
  private static StatefulRedisConnection<String, String> connection;

  private final UsageCounters counters = new UsageCounters();

  @BeforeAll
  static void start() {
    server = RedisProcess.start();
    client = RedisClient.create(server.url());
    client.setOptions(
        ClientOptions.builder()
            .disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
            .build());
    connection = client.connect();
  }

  @AfterAll
  static void stop() {
    client.shutdown();
    server.close();
  }

  @BeforeEach
  void empty() {
    connection.sync().flushall();
  }

  @Test
  void sendsEachCountOnce() {
    UsageFlusher flusher = flusher(connection::async);
    counters.count(SLOT, Tally.ALLOWED);
    flush(flusher);
    flush(flusher);
    counters.count(SLOT, Tally.LIMITED);
    flush(flusher);
    assertThat(inRedis()).containsExactly(new UsageCount(SLOT.secretId(), NOON, 1, 1, 0));
  }

  @Test
  void aFlushThatFailsIsSentAgainAndCountsOnce() {
    AtomicInteger calls = new AtomicInteger();
    UsageFlusher flusher =
        flusher(
            () -> {
              if (calls.incrementAndGet() == CALLS_BEFORE_THE_FIRST_SCRIPT + 2) {
                throw new IllegalStateException("the connection is gone");
              }
              return connection.async();
            });
    counters.count(SLOT, Tally.ALLOWED);
    flush(flusher);
    counters.count(SLOT, Tally.FAILED);
    assertThatThrownBy(() -> flush(flusher)).hasStackTraceContaining("the connection is gone");
    counters.count(SLOT, Tally.ALLOWED);
    flush(flusher);
    flush(flusher);
    assertThat(inRedis()).containsExactly(new UsageCount(SLOT.secretId(), NOON, 3, 0, 1));
  }

  /** However short the time between two failures, each attempt has less to send. */
  @Test
  void whatRedisHasTakenIsNotSentAgain() {
    AtomicInteger left = new AtomicInteger();
    UsageFlusher flusher =
        flusher(
            () -> {
              if (left.getAndDecrement() <= 0) {
                throw new IllegalStateException("the connection is gone");
              }
              return connection.async();
            });
    List<Slot> slots = IntStream.range(0, 1_000).mapToObj(i -> slot("key_" + i)).toList();
    slots.forEach(slot -> counters.count(slot, Tally.ALLOWED));
    int attempts = 0;
    for (boolean sent = false; !sent; attempts++) {
      left.set(CALLS_BEFORE_THE_FIRST_SCRIPT + 2);
      sent = flusher.flush().thenReturn(true).onErrorReturn(false).block(PATIENCE);
    }
    assertThat(attempts).isEqualTo(16);
    slots.forEach(slot -> assertThat(inRedis(slot)).hasSize(1).allMatch(c -> c.allowed() == 1));
  }

  @Test
  void whatRedisDoesNotTakeLagsUntilItDoes() {
    AtomicInteger secondsPassed = new AtomicInteger();
    AtomicReference<Supplier<RedisAsyncCommands<String, String>>> redis =
        new AtomicReference<>(
            () -> {
              throw new IllegalStateException("the connection is gone");
            });
    InstantSource clock = () -> Instant.ofEpochSecond(NOON + secondsPassed.get());
    UsageFlusher flusher =
        new UsageFlusher(
            counters, new UsageReports(() -> redis.get().get()), clock.withZone(ZoneOffset.UTC));
    counters.count(SLOT, Tally.ALLOWED);
    assertThatThrownBy(() -> flush(flusher)).hasStackTraceContaining("the connection is gone");
    secondsPassed.set(90);
    assertThat(flusher.lagSeconds()).isEqualTo(90);
    redis.set(connection::async);
    flush(flusher);
    assertThat(flusher.lagSeconds()).isZero();
  }

  @Test
  void anOrderlyStopLosesNothing() {
    UsageFlusher flusher = flusher(connection::async);
    flusher.start();
    counters.count(SLOT, Tally.ALLOWED);
    flusher.stop();
    assertThat(flusher.isRunning()).isFalse();
    assertThat(inRedis()).containsExactly(new UsageCount(SLOT.secretId(), NOON, 1, 0, 0));
  }

  @Test
  void twoEdgesAddUp() {
    UsageFlusher one = flusher(connection::async);
    counters.count(SLOT, Tally.ALLOWED);
    flush(one);
    UsageFlusher other = flusher(connection::async);
    counters.count(SLOT, Tally.ALLOWED);
    flush(other);
    assertThat(inRedis()).containsExactly(new UsageCount(SLOT.secretId(), NOON, 2, 0, 0));
  }

  private UsageFlusher flusher(Supplier<RedisAsyncCommands<String, String>> redis) {
    return new UsageFlusher(counters, new UsageReports(redis), CLOCK);
  }

  private static void flush(UsageFlusher flusher) {
    flusher.flush().block(PATIENCE);
  }

  private static Slot slot(String keyId) {
    return new Slot(keyId, SLOT.secretId(), NOON);
  }

  private static List<UsageCount> inRedis() {
    return inRedis(SLOT);
  }

  private static List<UsageCount> inRedis(Slot slot) {
    return new UsageReader(connection::async)
        .bySecond(slot.keyId(), NOON, NOON + 1)
        .block(PATIENCE);
  }
}
