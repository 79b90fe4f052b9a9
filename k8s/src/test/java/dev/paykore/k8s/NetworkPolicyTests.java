package dev.paykore.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubernetes.client.openapi.models.V1NetworkPolicy;
import java.net.URI;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Who reaches whom, as a table. */
class NetworkPolicyTests {

  private static final String DNS = "kube-system/k8s-app=kube-dns:53";

  @ParameterizedTest
  @EnumSource(Overlay.class)
  void nothingIsAllowedByDefault(Overlay overlay) {
    V1NetworkPolicy policy =
        overlay.manifests().get("NetworkPolicy", "default-deny", V1NetworkPolicy.class);
    assertThat(policy.getSpec().getPodSelector().getMatchLabels()).isNullOrEmpty();
    assertThat(policy.getSpec().getPolicyTypes()).containsExactly("Ingress", "Egress");
    assertThat(policy.getSpec().getIngress()).isNullOrEmpty();
    assertThat(policy.getSpec().getEgress()).isNullOrEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          SANDBOX            | paykore-edge    | *:8080, monitoring/*:9080
          LIVE               | paykore-edge    | *:8080, monitoring/*:9080
          LOCAL              | paykore-edge    | *:8080, monitoring/*:9080
          LIVE_WITH_EXAMPLES | paykore-edge    | gateway-system/*:8080, monitoring/*:9080
          SANDBOX_WITH_EXAMPLES | paykore-edge | gateway-system/*:8080, monitoring/*:9080
          SANDBOX            | paykore-console | gateway-system/*:8090, monitoring/*:9090
          LIVE               | paykore-console | gateway-system/*:8090, monitoring/*:9090
          LOCAL              | paykore-console | gateway-system/*:8090, monitoring/*:9090
          LOCAL | redis    | ./paykore-edge:6379, ./paykore-console:6379
          LOCAL | postgres | ./paykore-edge:5432, ./paykore-console:5432, ./paykore-migration:5432
          LOCAL | wallets  | ./paykore-edge:8181, ./paykore-edge:8281
          """)
  void comesIn(Overlay overlay, String pod, String expected) {
    assertThat(Reach.of(overlay.manifests()).into(pod)).isEqualTo(set(expected));
  }

  @ParameterizedTest
  @EnumSource(
      value = Overlay.class,
      names = {"SANDBOX", "LIVE"})
  void nobodyReachesTheMigration(Overlay overlay) {
    assertThat(Reach.of(overlay.manifests()).into("paykore-migration")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          SANDBOX | paykore-edge      | paykore-sandbox-stores/redis:6379, paykore-sandbox-stores/postgres:5432, wallets-sandbox/*:8080
          SANDBOX | paykore-console   | paykore-sandbox-stores/redis:6379, paykore-sandbox-stores/postgres:5432
          SANDBOX | paykore-migration | paykore-sandbox-stores/postgres:5432
          LIVE    | paykore-edge      | paykore-stores/redis:6379, paykore-stores/postgres:5432, wallets-sandbox/*:8080, wallets-live/*:8080
          LIVE    | paykore-console   | paykore-stores/redis:6379, paykore-stores/postgres:5432
          LIVE    | paykore-migration | paykore-stores/postgres:5432
          LIVE_WITH_EXAMPLES | paykore-edge | paykore-stores/redis:6379, paykore-stores/postgres:5432, wallets-sandbox/*:8080, wallets-live/*:8080, monitoring/opentelemetry-collector:4318
          LIVE_WITH_EXAMPLES | paykore-console | paykore-stores/redis:6379, paykore-stores/postgres:5432
          LOCAL   | paykore-edge      | paykore-local/redis:6379, paykore-local/postgres:5432, ./wallets:8181, ./wallets:8281
          LOCAL   | paykore-console   | paykore-local/redis:6379, paykore-local/postgres:5432
          LOCAL   | paykore-migration | paykore-local/postgres:5432
          LOCAL   | redis             |
          """)
  void goesOut(Overlay overlay, String pod, String expected) {
    Set<String> withNames = set(expected == null ? DNS : DNS + ", " + expected);
    assertThat(Reach.of(overlay.manifests()).outOf(pod)).isEqualTo(withNames);
  }

  @ParameterizedTest
  @EnumSource(
      value = Overlay.class,
      names = {"SANDBOX", "LIVE"})
  void everyWalletThatRoutesLeadToCanBeReached(Overlay overlay) {
    Set<String> reach = Reach.of(overlay.manifests()).outOf("paykore-edge");
    assertThat(overlay.manifests().environment("paykore-edge-environment").asMap().entrySet())
        .filteredOn(variable -> variable.getKey().endsWith("_URL") && isWallet(variable))
        .isNotEmpty()
        .allSatisfy(
            variable -> {
              URI url = URI.create(variable.getValue().getAsString());
              String namespace = url.getHost().split("\\.", -1)[1];
              assertThat(reach).contains(namespace + "/*:" + url.getPort());
            });
  }

  @Test
  void theCollectorThatTracesAreSentToCanBeReached() {
    Manifests manifests = Overlay.LIVE_WITH_EXAMPLES.manifests();
    URI endpoint =
        URI.create(
            manifests
                .workload("paykore-edge")
                .variable("PAYKORE_EDGE_TRACING_ENDPOINT")
                .orElseThrow());
    String[] host = endpoint.getHost().split("\\.", -1);
    assertThat(Reach.of(manifests).outOf("paykore-edge"))
        .contains("%s/%s:%d".formatted(host[1], host[0], endpoint.getPort()));
  }

  @Test
  void withoutTheComponentNoTraceIsSent() {
    assertThat(
            Overlay.LIVE
                .manifests()
                .workload("paykore-edge")
                .variable("PAYKORE_EDGE_TRACING_ENDPOINT"))
        .isEmpty();
  }

  @Test
  void theSandboxKnowsNoLiveWallet() {
    assertThat(Overlay.SANDBOX.manifests().environment("paykore-edge-environment").toString())
        .doesNotContain("wallets-live.svc");
  }

  private static boolean isWallet(Map.Entry<String, ?> variable) {
    return variable.getKey().startsWith("PAYKORE_")
        && !variable.getValue().toString().contains(".invalid");
  }

  private static Set<String> set(String table) {
    return Set.of(table.strip().split(", ", -1));
  }
}
