package dev.paykore.gateway.error;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ReportedFailureTests {

  private static final String KEY = "sk_live_" + "0123456789abcdef".repeat(4);

  @Test
  void hasClassMessageAndPlaceOfTheFailureAndItsCauses() {
    Throwable cause = new IllegalArgumentException("the cause");
    Throwable failure = new IllegalStateException("the failure", cause);
    ReportedFailure reported = ReportedFailure.of(failure);
    assertThat(reported).hasMessage("java.lang.IllegalStateException: the failure");
    assertThat(reported.getStackTrace()).isEqualTo(failure.getStackTrace());
    assertThat(reported.getCause()).hasMessage("java.lang.IllegalArgumentException: the cause");
  }

  @Test
  void hasNoKeyAndNothingThatWasAddedOnTheWay() {
    Throwable failure = new IllegalStateException("bad " + KEY);
    failure.addSuppressed(new RuntimeException("GET /?key=" + KEY));
    ReportedFailure reported = ReportedFailure.of(failure);
    assertThat(reported).hasMessage("java.lang.IllegalStateException: bad sk_live_***");
    assertThat(reported.getSuppressed()).isEmpty();
  }

  @Test
  void endsWhereCausesGoInACircle() {
    Throwable one = new IllegalStateException("one");
    Throwable other = new IllegalStateException("other", one);
    one.initCause(other);
    int causes = 0;
    for (Throwable at = ReportedFailure.of(one); at != null; at = at.getCause()) {
      causes++;
    }
    assertThat(causes).isEqualTo(9);
  }
}
