package dev.paykore.gateway.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.paykore.servers.RedisProcess;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.KillArgs;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.DefaultClientResources;
import io.lettuce.core.resource.Delay;
import io.netty.util.concurrent.EventExecutor;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.netty.resources.LoopResources;

class RedisConnectionTests {

  private static final int LOOPS = 3;
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final RedisProcess server = RedisProcess.start();
  private final LoopResources resources = LoopResources.create("requests", LOOPS, true);
  private final List<EventExecutor> loops =
      StreamSupport.stream(resources.onClient(LoopResources.DEFAULT_NATIVE).spliterator(), false)
          .toList();
  private final ClientResources prompt = lettuce(Duration.ofMillis(10));
  private final ClientResources slow = lettuce(Duration.ofHours(1));
  private final RedisClient client = RedisClient.create(prompt, server.url());
  private final RedisClient observer = RedisClient.create(server.url());
  private final RedisConnection connection = connection(client);

  @BeforeEach
  void connect() {
    connection.start();
    awaitConnected(connection);
  }

  @AfterEach
  void end() {
    connection.stop();
    client.shutdown();
    observer.shutdown();
    var _ = prompt.shutdown();
    var _ = slow.shutdown();
    resources.dispose();
    server.close();
  }

  @Test
  void eachLoopHasAnswersReadByItself() {
    assertThat(loops).hasSize(LOOPS).allMatch(loop -> readsItsOwnAnswers(connection, loop));
  }

  @Test
  void eachLoopDoesAgainOnceConnectionsThatBrokeAreMadeAnew() {
    RedisCommands<String, String> operator = observer.connect().sync();
    assertThat(operator.clientKill(KillArgs.Builder.skipme())).isGreaterThanOrEqualTo(LOOPS);
    await().until(() -> loops.stream().allMatch(loop -> readsItsOwnAnswers(connection, loop)));
  }

  @Test
  void aLoopWhoseConnectionIsBrokenUsesAnother() {
    RedisClient leftAlone = RedisClient.create(slow, server.url());
    RedisConnection broken = connection(leftAlone);
    broken.start();
    awaitConnected(broken);
    RedisCommands<String, String> operator = observer.connect().sync();
    for (int left = LOOPS; left > 1; left--) {
      Set<Long> ids = loops.stream().map(loop -> id(broken, loop)).collect(Collectors.toSet());
      assertThat(ids).hasSize(left);
      long one = ids.iterator().next();
      assertThat(operator.clientKill(KillArgs.Builder.id(one))).isOne();
      await()
          .ignoreExceptions()
          .untilAsserted(
              () ->
                  assertThat(loops)
                      .allMatch(loop -> ids.contains(id(broken, loop)) && id(broken, loop) != one));
    }
    broken.stop();
    leftAlone.shutdown();
  }

  @Test
  void whoeverIsNoLoopHasOneOfTheConnections() {
    assertThat(connection.get().ping().toCompletableFuture().join()).isEqualTo("PONG");
  }

  @Test
  void renewedAllAreReplaced() {
    List<Long> before = loops.stream().map(loop -> id(connection, loop)).toList();
    connection.renew(RedisServers.ONE);
    awaitConnected(connection);
    assertThat(loops.stream().map(loop -> id(connection, loop)).toList())
        .doesNotHaveDuplicates()
        .doesNotContainAnyElementsOf(before);
  }

  @Test
  void afterItsEndThereIsNone() {
    connection.stop();
    assertThatExceptionOfType(RedisUnavailableException.class).isThrownBy(connection::get);
  }

  private ClientResources lettuce(Duration reconnectDelay) {
    return DefaultClientResources.builder()
        .eventLoopGroupProvider(new SharedLoops(resources))
        .reconnectDelay(Delay.constant(reconnectDelay))
        .build();
  }

  private RedisConnection connection(RedisClient of) {
    of.setOptions(
        ClientOptions.builder()
            .disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
            .build());
    return new RedisConnection(of, new RedisChannels(), new SharedLoops(resources).count());
  }

  private static void awaitConnected(RedisConnection connection) {
    await().ignoreExceptions().until(() -> connection.get() != null);
  }

  private static boolean readsItsOwnAnswers(RedisConnection connection, EventExecutor loop) {
    return onLoop(
        loop,
        () -> connection.get().ping().handle((pong, error) -> error == null && loop.inEventLoop()));
  }

  /** Which of the connections a loop uses. */
  private static long id(RedisConnection connection, EventExecutor loop) {
    return onLoop(loop, () -> connection.get().clientId());
  }

  private static <T> T onLoop(EventExecutor loop, Callable<CompletionStage<T>> question) {
    return Mono.fromCallable(question)
        .flatMap(Mono::fromCompletionStage)
        .subscribeOn(Schedulers.fromExecutor(loop))
        .block(PATIENCE);
  }
}
