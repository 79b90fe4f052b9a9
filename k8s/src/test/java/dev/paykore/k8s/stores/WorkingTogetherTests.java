package dev.paykore.k8s.stores;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.paykore.console.key.ApiKey;
import dev.paykore.console.key.IssuedKey;
import dev.paykore.console.key.RevokeKey;
import dev.paykore.console.key.RotateKey;
import dev.paykore.console.refusal.RefusedException;
import dev.paykore.console.request.FoundRequest;
import dev.paykore.console.request.LookUpRequest;
import dev.paykore.console.usage.Resolution;
import dev.paykore.console.usage.Usage;
import dev.paykore.console.usage.UsageRollUp;
import dev.paykore.console.user.Caller;
import dev.paykore.k8s.Alerts;
import dev.paykore.k8s.Dashboard;
import dev.paykore.keys.PresentedKey;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A real edge and a real console do all their work as the users of {@code k8s/stores}. */
class WorkingTogetherTests {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration OVERLAP = Duration.ofHours(1);

  private static StoreUsers users;
  private static EdgeAndConsole programs;

  @BeforeAll
  static void start() {
    users = StoreUsers.start();
    programs = EdgeAndConsole.start(users);
  }

  @AfterAll
  static void stop() {
    programs.close();
    users.close();
  }

  @Test
  void aKeyOfTheConsoleIsLetInAndLimitedByAllEdgesTogether() {
    HttpResponse<String> response = programs.ask(programs.issue().secret());
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("X-RateLimit-Remaining")).hasValue("299");
    assertThat(programs.metrics()).contains("paykore_ratelimit_fallback 0.0");
  }

  @Test
  void aKeyThatIsRotatedIsLetInWithBothSecretsAndOneThatIsRevokedWithNone() {
    rotateAndRevoke();
  }

  private static void rotateAndRevoke() {
    IssuedKey issued = programs.issue();
    PresentedKey second =
        programs
            .console(RotateKey.class)
            .rotate(Caller.SYSTEM, issued.key().id(), OVERLAP)
            .block(PATIENCE)
            .secret();
    assertThat(programs.ask(issued.secret()).statusCode()).isEqualTo(200);
    assertThat(programs.ask(second).statusCode()).isEqualTo(200);
    ApiKey revoked =
        programs.console(RevokeKey.class).revoke(Caller.SYSTEM, issued.key().id()).block(PATIENCE);
    assertThat(revoked).isNotNull();
    assertThat(programs.ask(issued.secret()).statusCode()).isEqualTo(401);
    assertThat(programs.ask(second).statusCode()).isEqualTo(401);
  }

  @Test
  void whatTheEdgeCountsTheConsoleReads() {
    countAndRead();
  }

  private static void countAndRead() {
    IssuedKey issued = programs.issue();
    assertThat(programs.ask(issued.secret()).statusCode()).isEqualTo(200);
    Usage usage = programs.console(Usage.class);
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(
                        usage
                            .of(issued.key().id(), Resolution.MINUTE)
                            .block(PATIENCE)
                            .total()
                            .allowed())
                    .isEqualTo(1));
    ApiKey used = usage.withLastUse(issued.key()).block(PATIENCE);
    assertThat(used.secrets().getFirst().lastUsedAt()).isNotNull();
  }

  @Test
  void aRequestThatFailedIsFoundByItsId() {
    failAndLookUp();
  }

  private static void failAndLookUp() {
    IssuedKey issued = programs.issue();
    HttpResponse<String> response = programs.ask(issued.secret(), "/nothing");
    assertThat(response.statusCode()).isEqualTo(404);
    String id = response.headers().firstValue("X-Request-Id").orElseThrow();
    FoundRequest found =
        await()
            .atMost(PATIENCE)
            .ignoreException(RefusedException.class)
            .until(() -> lookUp(id), request -> request != null);
    assertThat(found.key().id()).isEqualTo(issued.key().id());
  }

  private static @Nullable FoundRequest lookUp(String id) {
    return programs.console(LookUpRequest.class).find(Caller.SYSTEM, id).block(PATIENCE);
  }

  /** The names in the alerts and on the dashboard are those of a running edge. */
  @Test
  void everyMetricOfTheAlertsAndTheDashboardExists() {
    assertThat(programs.ask(programs.issue().secret()).statusCode()).isEqualTo(200);
    String metrics = programs.metrics();
    assertThat(Alerts.metrics()).isNotEmpty().allMatch(name -> isThere(name, metrics));
    assertThat(Dashboard.metrics()).isNotEmpty().allMatch(name -> isThere(name, metrics));
    assertThat(metrics)
        .containsPattern("paykore_edge_requests_seconds_bucket\\{.*le=\"1.0\"")
        .containsPattern("paykore_edge_event_loop_lag_seconds_bucket\\{.*le=\"0.05\"");
  }

  /** A rule that selects what no program shows is silent for ever. */
  @Test
  void everyLabelThatAlertsAndDashboardSelectIsShown() {
    assertThat(programs.ask(programs.issue().secret(), EdgeAndConsole.BROKEN).statusCode())
        .isEqualTo(500);
    assertThat(Alerts.selected()).isNotEmpty().allSatisfy(WorkingTogetherTests::isShown);
    assertThat(Dashboard.selected()).allSatisfy(WorkingTogetherTests::isShown);
  }

  private static void isShown(String line) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(programs.metrics()).containsPattern(line));
  }

  private static boolean isThere(String name, String metrics) {
    return metrics.contains("\n" + name + "{") || metrics.contains("\n" + name + " ");
  }

  /** Lettuce tells its name where it may; all else that the two programs asked for was granted. */
  @Test
  void neitherWasRefusedAnythingByRedis() {
    rotateAndRevoke();
    countAndRead();
    failAndLookUp();
    programs.console(UsageRollUp.class).run().block(PATIENCE);
    assertThat(users.refusedByRedis()).isEmpty();
  }
}
