package dev.paykore.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.kubernetes.client.openapi.models.V1ConfigMap;
import io.kubernetes.client.openapi.models.V1Deployment;
import io.kubernetes.client.openapi.models.V1Job;
import io.kubernetes.client.openapi.models.V1PodDisruptionBudget;
import io.kubernetes.client.openapi.models.V2HorizontalPodAutoscaler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The edge's files, how many edges there are, and in which order an upgrade goes. */
class ConfigurationTests {

  private static final Path CONFIG = Overlay.REPOSITORY.resolve("config");

  @ParameterizedTest
  @EnumSource(Overlay.class)
  void theConfigMapHoldsTheVeryFilesOfTheConfigFolder(Overlay overlay) throws IOException {
    V1ConfigMap map =
        overlay.manifests().get("ConfigMap", "paykore-edge-config", V1ConfigMap.class);
    assertThat(new TreeMap<>(map.getData())).isEqualTo(files());
  }

  @Test
  void theConfigFolderRendersByItself() {
    assertThat(Manifests.rendered(CONFIG).all())
        .extracting(Manifest::toString)
        .containsExactly("ConfigMap paykore-edge-config");
  }

  @ParameterizedTest
  @EnumSource(Overlay.class)
  void theEdgeReadsItFromADirectory(Overlay overlay) {
    Workload edge = overlay.manifests().workload("paykore-edge");
    assertThat(edge.variable("SPRING_CONFIG_ADDITIONAL_LOCATION")).hasValue("file:/etc/paykore/");
    assertThat(edge.container().getVolumeMounts())
        .anyMatch(m -> m.getName().equals("config") && m.getMountPath().equals("/etc/paykore"));
    assertThat(edge.pod().getVolumes())
        .anyMatch(
            v ->
                v.getName().equals("config")
                    && v.getConfigMap().getName().equals("paykore-edge-config"));
  }

  @ParameterizedTest
  @EnumSource(Overlay.class)
  void everyVariableOfTheRoutesIsSet(Overlay overlay) throws IOException {
    String routes = Files.readString(CONFIG.resolve("routes.yml"));
    JsonObject environment = overlay.manifests().environment("paykore-edge-environment");
    assertThat(environment.keySet())
        .allMatch(name -> !name.startsWith("PAYKORE_") || routes.contains("${" + name + ":"));
    assertThat(environment.keySet().stream().filter(name -> name.startsWith("PAYKORE_")))
        .hasSize(4);
  }

  @ParameterizedTest
  @EnumSource(Overlay.class)
  void theEdgesAreSeveralSpreadAndNeverReplacedAllAtOnce(Overlay overlay) {
    Manifests manifests = overlay.manifests();
    V1Deployment edge = manifests.get("Deployment", "paykore-edge", V1Deployment.class);
    assertThat(edge.getSpec().getReplicas()).as("left to the autoscaler").isNull();
    assertThat(edge.getSpec().getStrategy().getRollingUpdate().getMaxUnavailable().getIntValue())
        .isZero();
    assertThat(edge.getSpec().getTemplate().getSpec().getTopologySpreadConstraints())
        .extracting(constraint -> constraint.getTopologyKey())
        .containsExactly("topology.kubernetes.io/zone", "kubernetes.io/hostname");
    assertThat(edge.getSpec().getTemplate().getSpec().getTopologySpreadConstraints())
        .as("a node that is drained lacks no edge")
        .allMatch(constraint -> "Honor".equals(constraint.getNodeTaintsPolicy()));
    V2HorizontalPodAutoscaler scaler =
        manifests.get("HorizontalPodAutoscaler", "paykore-edge", V2HorizontalPodAutoscaler.class);
    assertThat(scaler.getSpec().getScaleTargetRef().getName()).isEqualTo("paykore-edge");
    assertThat(scaler.getSpec().getMinReplicas()).isGreaterThanOrEqualTo(2);
    V1PodDisruptionBudget budget =
        manifests.get("PodDisruptionBudget", "paykore-edge", V1PodDisruptionBudget.class);
    assertThat(budget.getSpec().getMaxUnavailable().getIntValue()).isEqualTo(1);
    assertThat(budget.getSpec().getSelector()).isEqualTo(edge.getSpec().getSelector());
  }

  /** {@code kubectl apply -l 'app.kubernetes.io/component notin (edge, console)'}. */
  @ParameterizedTest
  @EnumSource(Overlay.class)
  void whatTheMigrationNeedsCanBeAppliedBeforeEdgeAndConsole(Overlay overlay) {
    assertThat(overlay.manifests().all().stream().filter(ConfigurationTests::isNotOfEdgeOrConsole))
        .extracting(Manifest::toString)
        .contains(
            "Namespace " + overlay.namespace(),
            "NetworkPolicy default-deny",
            "NetworkPolicy dns",
            "NetworkPolicy migration-to-postgres",
            "ServiceAccount paykore-migration",
            "Job paykore-migration")
        .doesNotContain(
            "Deployment paykore-edge",
            "Deployment paykore-console",
            "ConfigMap paykore-edge-config");
  }

  @ParameterizedTest
  @EnumSource(Overlay.class)
  void theMigrationIsTheConsolesImageWithACommand(Overlay overlay) {
    Workload console = overlay.manifests().workload("paykore-console");
    Workload migration =
        Workload.of(overlay.manifests().get("Job", "paykore-migration", V1Job.class));
    assertThat(migration.container().getImage()).isEqualTo(console.container().getImage());
    assertThat(migration.container().getArgs()).containsExactly("migrate");
    assertThat(console.variable("SPRING_FLYWAY_ENABLED")).hasValue("false");
  }

  private static boolean isNotOfEdgeOrConsole(Manifest manifest) {
    JsonElement labels = manifest.json().getAsJsonObject("metadata").get("labels");
    JsonElement component =
        labels == null ? null : labels.getAsJsonObject().get("app.kubernetes.io/component");
    return component == null || component.getAsString().equals("migration");
  }

  private static Map<String, String> files() throws IOException {
    Map<String, String> files = new TreeMap<>();
    try (Stream<Path> folder = Files.list(CONFIG)) {
      for (Path file : folder.toList()) {
        if (file.toString().endsWith(".yml")) {
          files.put(file.getFileName().toString(), Files.readString(file));
        }
      }
    }
    return files;
  }
}
