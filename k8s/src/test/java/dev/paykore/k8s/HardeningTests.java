package dev.paykore.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import io.kubernetes.client.openapi.models.V1EnvVar;
import io.kubernetes.client.openapi.models.V1Service;
import io.kubernetes.client.openapi.models.V1ServiceAccount;
import io.kubernetes.client.openapi.models.V1Volume;
import io.kubernetes.client.openapi.models.V1VolumeMount;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What the Pod Security Standards do not ask for and these manifests promise all the same. */
class HardeningTests {

  static Stream<Workload> workloads() {
    return PodSecurityTests.workloads();
  }

  static Stream<Workload> ours() {
    return workloads().filter(Workload::isOurs);
  }

  @ParameterizedTest
  @MethodSource("workloads")
  void theRootIsReadOnlyAndWhatIsWrittenToHasASize(Workload workload) {
    assertThat(workload.container().getSecurityContext().getReadOnlyRootFilesystem()).isTrue();
    assertThat(workload.container().getVolumeMounts())
        .anyMatch(m -> m.getMountPath().equals("/tmp"));
    assertThat(workload.pod().getVolumes())
        .filteredOn(volume -> volume.getEmptyDir() != null)
        .isNotEmpty()
        .allMatch(volume -> volume.getEmptyDir().getSizeLimit() != null);
  }

  @ParameterizedTest
  @MethodSource("workloads")
  void noPodHasATokenOfTheKubernetesApi(Workload workload) {
    assertThat(workload.pod().getAutomountServiceAccountToken()).isFalse();
    assertThat(workload.pod().getVolumes()).allMatch(volume -> volume.getProjected() == null);
  }

  @ParameterizedTest
  @EnumSource(Overlay.class)
  void eachOfOursHasAnAccountOfItsOwnThatMayDoNothing(Overlay overlay) {
    assertThat(overlay.manifests().ofKind("ServiceAccount", V1ServiceAccount.class))
        .allMatch(account -> !account.getAutomountServiceAccountToken())
        .extracting(account -> account.getMetadata().getName())
        .containsExactlyInAnyOrderElementsOf(
            overlay.manifests().workloads().stream()
                .filter(Workload::isOurs)
                .map(workload -> workload.pod().getServiceAccountName())
                .toList());
    assertThat(overlay.manifests().all()).noneMatch(m -> m.kind().endsWith("RoleBinding"));
  }

  /** Those of a Service, such as {@code PAYKORE_EDGE_PORT}, look like the edge's properties. */
  @ParameterizedTest
  @MethodSource("workloads")
  void noPodGetsVariablesOfServices(Workload workload) {
    assertThat(workload.pod().getEnableServiceLinks()).isFalse();
  }

  @ParameterizedTest
  @MethodSource("workloads")
  void everyImageHasAVersion(Workload workload) {
    assertThat(workload.container().getImage()).matches("[^:]+:[^:]+").doesNotEndWith(":latest");
  }

  @ParameterizedTest
  @MethodSource("workloads")
  void passwordsAreReferencesToSecrets(Workload workload) {
    List<V1EnvVar> variables = Objects.requireNonNullElse(workload.container().getEnv(), List.of());
    assertThat(variables)
        .filteredOn(variable -> variable.getName().contains("PASSWORD"))
        .allMatch(variable -> variable.getValueFrom().getSecretKeyRef() != null);
  }

  @ParameterizedTest
  @EnumSource(Overlay.class)
  void noSecretAndNoPasswordIsPartOfTheManifests(Overlay overlay) {
    assertThat(overlay.manifests().ofKind("Secret")).isEmpty();
    for (String owner : List.of("paykore-edge-environment", "paykore-console-environment")) {
      JsonObject environment = overlay.manifests().environment(owner);
      assertThat(environment.keySet()).noneMatch(name -> name.contains("PASSWORD"));
      assertThat(environment.toString()).doesNotContain("@", "password=");
    }
  }

  /** Two different Secrets each: neither can do the other's work with the other's password. */
  @ParameterizedTest
  @EnumSource(Overlay.class)
  void edgeConsoleAndMigrationShareNoSecret(Overlay overlay) {
    List<String> secrets =
        overlay.manifests().workloads().stream()
            .filter(Workload::isOurs)
            .flatMap(HardeningTests::secrets)
            .toList();
    assertThat(secrets)
        .containsExactlyInAnyOrder(
            "paykore-edge-redis",
            "paykore-edge-postgres",
            "paykore-console-redis",
            "paykore-console-postgres",
            "paykore-migration-postgres");
  }

  @ParameterizedTest
  @EnumSource(Overlay.class)
  void onlyTheEdgeCanBeReachedFromOutsideAndSeesClientAddresses(Overlay overlay) {
    assertThat(overlay.manifests().ofKind("Service", V1Service.class))
        .filteredOn(service -> "LoadBalancer".equals(service.getSpec().getType()))
        .hasSize(overlay.isBehindAGateway() ? 0 : 1)
        .allMatch(service -> service.getMetadata().getName().equals("paykore-edge"))
        .allMatch(service -> service.getSpec().getExternalTrafficPolicy().equals("Local"))
        .allMatch(service -> service.getSpec().getPorts().size() == 1);
  }

  @ParameterizedTest
  @MethodSource("ours")
  void theConfigurationIsMountedAsADirectory(Workload workload) {
    assertThat(workload.container().getVolumeMounts()).allMatch(m -> m.getSubPath() == null);
  }

  @ParameterizedTest
  @MethodSource("workloads")
  void everyMountHasAVolume(Workload workload) {
    assertThat(
            workload.container().getVolumeMounts().stream().map(V1VolumeMount::getName).distinct())
        .containsExactlyInAnyOrderElementsOf(
            workload.pod().getVolumes().stream().map(V1Volume::getName).toList());
  }

  private static Stream<String> secrets(Workload workload) {
    return workload.container().getEnv().stream()
        .filter(variable -> variable.getValueFrom() != null)
        .map(variable -> variable.getValueFrom().getSecretKeyRef().getName())
        .distinct();
  }
}
