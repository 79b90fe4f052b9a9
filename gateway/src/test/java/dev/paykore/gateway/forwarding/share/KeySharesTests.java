package dev.paykore.gateway.forwarding.share;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;

class KeySharesTests {

  private static final int MOST = 2;
  private static final int LINE = 3;
  private static final Duration LONG = Duration.ofMinutes(1);
  private static final Duration SHORT = Duration.ofMillis(20);
  private static final String DOWNSTREAM = "http://wallets";

  private final KeyShares shares = new KeyShares(MOST, LINE, LONG);

  @Test
  void aKeyHasItsShareAndOthersAndOtherDownstreamsHaveTheirOwn() {
    assertThat(enter("a").isTaken()).isTrue();
    assertThat(enter("a").isTaken()).isTrue();
    assertThat(enter("a").isTaken()).isFalse();
    assertThat(enter("b").isTaken()).isTrue();
    assertThat(shares.enter("http://other", "a").isTaken()).isTrue();
  }

  @Test
  void whoWaitsIsNextInTurnWhenOneLeaves() {
    Place first = enter("a");
    enter("a");
    Place third = enter("a");
    Place fourth = enter("a");
    AtomicBoolean turn = new AtomicBoolean();
    Disposable waiting =
        shares.await(third).subscribe(none -> {}, error -> {}, () -> turn.set(true));
    shares.leave(first);
    assertThat(turn).isTrue();
    assertThat(third.isTaken()).isTrue();
    assertThat(fourth.isTaken()).isFalse();
    waiting.dispose();
  }

  @Test
  void aTurnThatCameBeforeItWasAwaitedIsNotLost() {
    Place first = enter("a");
    enter("a");
    Place third = enter("a");
    shares.leave(first);
    shares.await(third).block(SHORT);
    assertThat(third.isTaken()).isTrue();
  }

  @Test
  void beyondTheLineItIsRefusedAtOnce() {
    for (int i = 0; i < MOST + LINE; i++) {
      enter("a");
    }
    Place beyond = enter("a");
    assertThatThrownBy(() -> shares.await(beyond).block(SHORT))
        .isInstanceOf(NoShareException.class);
  }

  @Test
  void whoWaitsTooLongIsRefusedAndGetsNoTurnOnceItHasLeft() {
    KeyShares impatient = new KeyShares(1, LINE, SHORT);
    Place first = impatient.enter(DOWNSTREAM, "a");
    Place second = impatient.enter(DOWNSTREAM, "a");
    Place third = impatient.enter(DOWNSTREAM, "a");
    assertThatThrownBy(() -> impatient.await(second).block(LONG))
        .isInstanceOf(NoShareException.class);
    impatient.leave(second);
    impatient.leave(first);
    assertThat(second.isTaken()).isFalse();
    assertThat(third.isTaken()).isTrue();
  }

  @Test
  void toLeaveTwiceGivesOnePlaceAway() {
    Place first = enter("a");
    enter("a");
    Place third = enter("a");
    Place fourth = enter("a");
    shares.leave(first);
    shares.leave(first);
    assertThat(third.isTaken()).isTrue();
    assertThat(fourth.isTaken()).isFalse();
  }

  @Test
  void nothingIsKeptOfAKeyThatHasNoRequestInHand() {
    List<Place> places = IntStream.range(0, 10).mapToObj(i -> enter("a")).toList();
    places.forEach(shares::leave);
    assertThat(shares.size()).isZero();
  }

  @Test
  void ofManyThreadsNeverMoreAreInHandAndAllHaveTheirTurn() throws Exception {
    KeyShares busy = new KeyShares(MOST, 1_000, LONG);
    AtomicInteger inHand = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    AtomicInteger done = new AtomicInteger();
    try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
      for (int i = 0; i < 800; i++) {
        threads.execute(
            () -> {
              Place place = busy.enter(DOWNSTREAM, "a");
              if (!place.isTaken()) {
                busy.await(place).block(LONG);
              }
              most.accumulateAndGet(inHand.incrementAndGet(), Math::max);
              Thread.onSpinWait();
              inHand.decrementAndGet();
              busy.leave(place);
              done.incrementAndGet();
            });
      }
    }
    assertThat(done).hasValue(800);
    assertThat(most.get()).isBetween(1, MOST);
    assertThat(busy.size()).isZero();
  }

  private Place enter(String keyId) {
    return shares.enter(DOWNSTREAM, keyId);
  }
}
