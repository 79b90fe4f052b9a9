package dev.paykore.gateway.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paykore.gateway.bucket.TokenBucket;
import dev.paykore.gateway.ratelimit.RateLimitDecision.Allowed;
import dev.paykore.gateway.ratelimit.RateLimitDecision.Limited;
import dev.paykore.gateway.ratelimit.RateLimitDecision.Stale;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

class BatchTests {

  private static final long NOW = 1_717_200_000_000L;
  private static final TokenBucket EMPTY = new TokenBucket(0, NOW, 300);

  private final List<Waiter> waiters = new ArrayList<>();
  private final List<CompletableFuture<RateLimitDecision>> decisions = new ArrayList<>();

  @Test
  void wantsATokenForEachWhoIsStillThere() {
    await(1, 1, 1);
    decisions.get(1).cancel(false);
    assertThat(batch().wanted()).isEqualTo(2);
  }

  @Test
  void wantsNoTokenForOlderRecords() {
    await(1, 2, 1);
    assertThat(batch().wanted()).isOne();
    assertThat(batch().demand().version()).isEqualTo(2);
  }

  @Test
  void givesTheTokenOfOneWhoLeftMeanwhileToTheNext() {
    await(1, 1, 1, 1);
    Batch batch = batch();
    assertThat(batch.wanted()).isEqualTo(4);
    decisions.get(0).cancel(false);
    batch.share(2, EMPTY);
    assertThat(decision(1)).isInstanceOf(Allowed.class);
    assertThat(decision(2)).isInstanceOf(Allowed.class);
    assertThat(decision(3)).isInstanceOf(Limited.class);
  }

  @Test
  void tellsOlderRecordsThatTheyAreStaleWhateverWasGranted() {
    await(3, 4);
    batch().share(1, EMPTY);
    assertThat(decision(0)).isEqualTo(new Stale(4));
    assertThat(decision(1)).isEqualTo(new Allowed(new Quota(EMPTY, false)));
  }

  @Test
  void letsAllSeeTheBucketAsTheirTokenLeftIt() {
    await(1, 1, 1);
    batch().share(3, EMPTY.plus(7));
    assertThat(decisions)
        .extracting(done -> Decisions.remaining(done.join()))
        .containsExactly(9L, 8L, 7L);
  }

  @Test
  void tellsAllThatTheKeyHasChanged() {
    await(1, 2);
    batch().stale(9);
    assertThat(decision(0)).isEqualTo(new Stale(9));
    assertThat(decision(1)).isEqualTo(new Stale(9));
  }

  private void await(long... versions) {
    for (long version : versions) {
      Demand demand = new Demand("key", version, 300);
      decisions.add(
          Mono.<RateLimitDecision>create(sink -> waiters.add(new Waiter(demand, sink))).toFuture());
    }
  }

  private Batch batch() {
    return new Batch(waiters);
  }

  private RateLimitDecision decision(int index) {
    return decisions.get(index).join();
  }
}
