package dev.paykore.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import io.kubernetes.client.openapi.models.V1SecretKeySelector;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The components that are examples name what there is. */
class ExampleTests {

  private static final Manifests MANIFESTS = Overlay.LIVE_WITH_EXAMPLES.manifests();

  @Test
  void theSecretsThatPodsReadAreThoseThatExternalSecretsMake() {
    assertThat(made())
        .isNotEmpty()
        .doesNotHaveDuplicates()
        .containsExactlyInAnyOrderElementsOf(read().distinct().toList());
  }

  @Test
  void gatewayAndEdgeEndTlsWithTheSameSecret() {
    Workload edge = Overlay.LIVE.manifests().workload("paykore-edge");
    assertThat(certificates(MANIFESTS.get("Gateway", "paykore")))
        .containsExactlyElementsOf(
            edge.pod().getVolumes().stream()
                .filter(volume -> volume.getSecret() != null)
                .map(volume -> volume.getSecret().getSecretName())
                .toList());
  }

  private static Stream<String> read() {
    return MANIFESTS.workloads().stream()
        .flatMap(workload -> workload.container().getEnv().stream())
        .filter(variable -> variable.getValueFrom() != null)
        .map(variable -> variable.getValueFrom().getSecretKeyRef())
        .filter(Objects::nonNull)
        .map(ExampleTests::nameAndKey);
  }

  private static String nameAndKey(V1SecretKeySelector secret) {
    return secret.getName() + " " + secret.getKey();
  }

  private static Stream<String> made() {
    return MANIFESTS
        .ofKind("ExternalSecret")
        .flatMap(
            secret ->
                Json.objects(spec(secret), "data")
                    .map(entry -> secret.name() + " " + text(entry, "secretKey")));
  }

  private static Stream<String> certificates(Manifest gateway) {
    return Json.objects(spec(gateway), "listeners")
        .flatMap(listener -> Json.objects(listener.getAsJsonObject("tls"), "certificateRefs"))
        .map(certificate -> text(certificate, "name"));
  }

  private static JsonObject spec(Manifest manifest) {
    return manifest.json().getAsJsonObject("spec");
  }

  private static String text(JsonObject object, String name) {
    return object.get(name).getAsString();
  }
}
