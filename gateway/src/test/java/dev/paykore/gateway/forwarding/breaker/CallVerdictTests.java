package dev.paykore.gateway.forwarding.breaker;

import static dev.paykore.gateway.forwarding.breaker.SparedDownstream.TRIALS;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What calls say of a downstream that is tried again while all other calls are refused. */
class CallVerdictTests {

  private final SparedDownstream spared = new SparedDownstream();
  private final CallVerdict verdict = new CallVerdict(spared.breaker);

  @BeforeEach
  void allAreTried() {
    assertThat(spared.later().allowed()).isEqualTo(TRIALS);
  }

  @Test
  void aCallThatWaitsForItsClientLeavesItsPlaceToOneOther() {
    verdict.clientIsWaitedFor();
    verdict.clientIsWaitedFor();
    verdict.clientGoesOn();
    verdict.clientIsWaitedFor();
    verdict.ended();
    assertThat(spared.allowed()).isEqualTo(1);
  }

  @Test
  void aCallThatEndsWithoutAVerdictLeavesItsPlaceToOneOther() {
    verdict.ended();
    verdict.ended();
    assertThat(spared.allowed()).isEqualTo(1);
  }

  @Test
  void theAnswerToASlowClientCountsLikeAnyOther() {
    for (int i = 0; i < TRIALS; i++) {
      CallVerdict ofSlowClient = new CallVerdict(spared.breaker);
      ofSlowClient.clientIsWaitedFor();
      ofSlowClient.answered(1);
    }
    assertThat(spared.allowed()).isGreaterThan(10 * TRIALS);
  }

  @Test
  void aFailureCountsOnceTheClientWentOn() {
    verdict.clientIsWaitedFor();
    verdict.clientGoesOn();
    verdict.failed();
    spared.fail(TRIALS - 1);
    assertThat(spared.allowed()).isZero();
  }

  @Test
  void aFailureWhileTheClientIsWaitedForSaysNothing() {
    verdict.clientIsWaitedFor();
    verdict.failed();
    spared.fail(TRIALS - 1);
    assertThat(spared.allowed()).isEqualTo(1);
  }

  @Test
  void whatHasBeenSaidIsNotSaidAgain() {
    verdict.answered(1);
    verdict.answered(1);
    verdict.clientIsWaitedFor();
    verdict.failed();
    verdict.ended();
    assertThat(spared.allowed()).isZero();
  }
}
