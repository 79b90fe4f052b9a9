package dev.paykore.k8s.stores;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paykore.console.usage.UsageRollUp;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The users of {@code users.acl} on each node of a Redis Cluster. */
class WithAClusterTests {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int KEYS = 6;

  @Test
  void keysInAllSlotsAreLetInAndLimitedAndNothingIsRefused() {
    try (StoreUsers users = StoreUsers.startWithCluster();
        EdgeAndConsole programs = EdgeAndConsole.start(users)) {
      for (int i = 0; i < KEYS; i++) {
        HttpResponse<String> response = programs.ask(programs.issue().secret());
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("X-RateLimit-Remaining")).hasValue("299");
      }
      programs.console(UsageRollUp.class).run().block(PATIENCE);
      assertThat(programs.metrics()).contains("paykore_ratelimit_fallback_decisions_total 0.0");
      assertThat(users.refusedByRedis()).isEmpty();
    }
  }
}
