package dev.paykore.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import io.kubernetes.client.openapi.models.V1Capabilities;
import io.kubernetes.client.openapi.models.V1Container;
import io.kubernetes.client.openapi.models.V1ContainerPort;
import io.kubernetes.client.openapi.models.V1HTTPGetAction;
import io.kubernetes.client.openapi.models.V1LifecycleHandler;
import io.kubernetes.client.openapi.models.V1Namespace;
import io.kubernetes.client.openapi.models.V1PodSecurityContext;
import io.kubernetes.client.openapi.models.V1PodSpec;
import io.kubernetes.client.openapi.models.V1Probe;
import io.kubernetes.client.openapi.models.V1SecurityContext;
import io.kubernetes.client.openapi.models.V1TCPSocketAction;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each rule of the Pod Security Standards, baseline and restricted, for each pod of each overlay;
 * the names are those of the standard.
 */
class PodSecurityTests {

  /** The types that the standard allows, and no other. */
  private static final Set<String> VOLUME_TYPES =
      Set.of(
          "name",
          "configMap",
          "csi",
          "downwardAPI",
          "emptyDir",
          "ephemeral",
          "persistentVolumeClaim",
          "projected",
          "secret");

  @ParameterizedTest
  @EnumSource(Overlay.class)
  void theNamespaceEnforcesWarnsAndAuditsOnePinnedVersion(Overlay overlay) {
    V1Namespace namespace = overlay.manifests().ofKind("Namespace", V1Namespace.class).getFirst();
    Map<String, String> labels = namespace.getMetadata().getLabels();
    for (String mode : List.of("enforce", "warn", "audit")) {
      String label = "pod-security.kubernetes.io/" + mode;
      assertThat(labels).containsEntry(label, "restricted");
      assertThat(labels.get(label + "-version")).matches("v1\\.\\d+");
    }
  }

  static Stream<Workload> workloads() {
    return Stream.of(Overlay.values()).flatMap(o -> o.manifests().workloads().stream());
  }

  @Nested
  class Baseline {

    @ParameterizedTest
    @MethodSource("dev.paykore.k8s.PodSecurityTests#workloads")
    void hostProcessAndHostNamespacesAreNotUsed(Workload workload) {
      V1PodSpec pod = workload.pod();
      assertThat(pod.getHostNetwork()).isNull();
      assertThat(pod.getHostPID()).isNull();
      assertThat(pod.getHostIPC()).isNull();
      assertThat(podContext(workload).getWindowsOptions()).isNull();
      assertThat(context(workload).getWindowsOptions()).isNull();
    }

    @ParameterizedTest
    @MethodSource("dev.paykore.k8s.PodSecurityTests#workloads")
    void privilegedContainersAreNotUsed(Workload workload) {
      assertThat(context(workload).getPrivileged()).isNull();
    }

    @ParameterizedTest
    @MethodSource("dev.paykore.k8s.PodSecurityTests#workloads")
    void hostPortsAreNotUsed(Workload workload) {
      List<V1ContainerPort> ports =
          Objects.requireNonNullElse(workload.container().getPorts(), List.of());
      assertThat(ports).allMatch(port -> port.getHostPort() == null);
    }

    @ParameterizedTest
    @MethodSource("dev.paykore.k8s.PodSecurityTests#workloads")
    void appArmorSeLinuxProcMountAndSysctlsAreTheDefaults(Workload workload) {
      V1PodSecurityContext pod = podContext(workload);
      V1SecurityContext container = context(workload);
      assertThat(pod.getAppArmorProfile()).isNull();
      assertThat(container.getAppArmorProfile()).isNull();
      assertThat(pod.getSeLinuxOptions()).isNull();
      assertThat(container.getSeLinuxOptions()).isNull();
      assertThat(container.getProcMount()).isNull();
      assertThat(pod.getSysctls()).isNullOrEmpty();
    }

    @ParameterizedTest
    @MethodSource("dev.paykore.k8s.PodSecurityTests#workloads")
    void probesAndHooksNameNoHost(Workload workload) {
      V1Container container = workload.container();
      assertThat(httpGets(container)).allMatch(action -> action.getHost() == null);
      assertThat(tcpSockets(container)).allMatch(action -> action.getHost() == null);
    }
  }

  @Nested
  class Restricted {

    @ParameterizedTest
    @EnumSource(Overlay.class)
    void volumesAreOfTheAllowedTypes(Overlay overlay) {
      assertThat(overlay.manifests().all().stream().map(Manifest::json))
          .allSatisfy(
              object ->
                  volumes(object).forEach(v -> assertThat(VOLUME_TYPES).containsAll(v.keySet())));
    }

    @ParameterizedTest
    @MethodSource("dev.paykore.k8s.PodSecurityTests#workloads")
    void privilegeEscalationIsOff(Workload workload) {
      assertThat(context(workload).getAllowPrivilegeEscalation()).isFalse();
    }

    @ParameterizedTest
    @MethodSource("dev.paykore.k8s.PodSecurityTests#workloads")
    void theyRunAsNonRoot(Workload workload) {
      assertThat(podContext(workload).getRunAsNonRoot()).isTrue();
      assertThat(context(workload).getRunAsNonRoot()).isNull();
    }

    @ParameterizedTest
    @MethodSource("dev.paykore.k8s.PodSecurityTests#workloads")
    void theUserIsANumberAndNotZero(Workload workload) {
      assertThat(podContext(workload).getRunAsUser()).isGreaterThanOrEqualTo(10_000);
      assertThat(podContext(workload).getRunAsGroup()).isGreaterThanOrEqualTo(10_000);
      assertThat(context(workload).getRunAsUser()).isNull();
    }

    @ParameterizedTest
    @MethodSource("dev.paykore.k8s.PodSecurityTests#workloads")
    void seccompIsTheRuntimesDefault(Workload workload) {
      assertThat(podContext(workload).getSeccompProfile().getType()).isEqualTo("RuntimeDefault");
      assertThat(context(workload).getSeccompProfile()).isNull();
    }

    @ParameterizedTest
    @MethodSource("dev.paykore.k8s.PodSecurityTests#workloads")
    void allCapabilitiesAreDroppedAndNoneAdded(Workload workload) {
      V1Capabilities capabilities = context(workload).getCapabilities();
      assertThat(capabilities.getDrop()).containsExactly("ALL");
      assertThat(capabilities.getAdd()).isNullOrEmpty();
    }
  }

  private static V1SecurityContext context(Workload workload) {
    return Objects.requireNonNull(workload.container().getSecurityContext());
  }

  private static V1PodSecurityContext podContext(Workload workload) {
    return Objects.requireNonNull(workload.pod().getSecurityContext());
  }

  private static Stream<V1HTTPGetAction> httpGets(V1Container container) {
    return Stream.concat(
            probes(container).map(V1Probe::getHttpGet),
            hooks(container).map(V1LifecycleHandler::getHttpGet))
        .filter(Objects::nonNull);
  }

  private static Stream<V1TCPSocketAction> tcpSockets(V1Container container) {
    return Stream.concat(
            probes(container).map(V1Probe::getTcpSocket),
            hooks(container).map(V1LifecycleHandler::getTcpSocket))
        .filter(Objects::nonNull);
  }

  private static Stream<V1Probe> probes(V1Container container) {
    return Stream.of(
            container.getStartupProbe(),
            container.getReadinessProbe(),
            container.getLivenessProbe())
        .filter(Objects::nonNull);
  }

  private static Stream<V1LifecycleHandler> hooks(V1Container container) {
    return Stream.ofNullable(container.getLifecycle())
        .flatMap(lifecycle -> Stream.of(lifecycle.getPostStart(), lifecycle.getPreStop()))
        .filter(Objects::nonNull);
  }

  private static Stream<JsonObject> volumes(JsonObject object) {
    return Stream.of(object)
        .filter(o -> o.has("spec") && o.getAsJsonObject("spec").has("template"))
        .map(o -> o.getAsJsonObject("spec").getAsJsonObject("template").getAsJsonObject("spec"))
        .flatMap(pod -> pod.getAsJsonArray("volumes").asList().stream())
        .map(volume -> volume.getAsJsonObject());
  }
}
