package dev.paykore.k8s;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.kubernetes.client.openapi.models.V1ConfigMap;
import io.kubernetes.client.openapi.models.V1Deployment;
import io.kubernetes.client.openapi.models.V1Job;
import io.kubernetes.client.openapi.models.V1Namespace;
import io.kubernetes.client.openapi.models.V1NetworkPolicy;
import io.kubernetes.client.openapi.models.V1PodDisruptionBudget;
import io.kubernetes.client.openapi.models.V1Service;
import io.kubernetes.client.openapi.models.V1ServiceAccount;
import io.kubernetes.client.openapi.models.V2HorizontalPodAutoscaler;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Each object is one that the API takes: by the API's own classes, which refuse unknown and missing
 * fields, or by the schema of its resource definition.
 */
class SchemaTests {

  private static final Map<String, Class<?>> MODELS =
      Map.of(
          "v1 Namespace", V1Namespace.class,
          "v1 ConfigMap", V1ConfigMap.class,
          "v1 Service", V1Service.class,
          "v1 ServiceAccount", V1ServiceAccount.class,
          "apps/v1 Deployment", V1Deployment.class,
          "batch/v1 Job", V1Job.class,
          "autoscaling/v2 HorizontalPodAutoscaler", V2HorizontalPodAutoscaler.class,
          "policy/v1 PodDisruptionBudget", V1PodDisruptionBudget.class,
          "networking.k8s.io/v1 NetworkPolicy", V1NetworkPolicy.class);

  private static final Map<String, String> DEFINITIONS =
      Map.of(
          "ServiceMonitor", "monitoring.coreos.com/v1",
          "PrometheusRule", "monitoring.coreos.com/v1",
          "ExternalSecret", "external-secrets.io/v1",
          "Gateway", "gateway.networking.k8s.io/v1",
          "HTTPRoute", "gateway.networking.k8s.io/v1");

  @ParameterizedTest
  @EnumSource(Overlay.class)
  void everyObjectIsValid(Overlay overlay) {
    assertThat(overlay.manifests().all()).isNotEmpty().allSatisfy(SchemaTests::validate);
  }

  @ParameterizedTest
  @EnumSource(Overlay.class)
  void noTwoObjectsShareKindAndName(Overlay overlay) {
    assertThat(overlay.manifests().all().stream().map(Manifest::toString)).doesNotHaveDuplicates();
  }

  @Test
  void aMisspeltFieldOfOursIsRefused() {
    JsonObject broken =
        Overlay.LIVE.manifests().get("Deployment", "paykore-edge").json().deepCopy();
    pod(broken).addProperty("terminationGracePeriodSecond", 1);
    assertThatThrownBy(() -> validate(new Manifest(broken)))
        .hasMessageContaining("terminationGracePeriodSecond");
  }

  @Test
  void aMisspeltFieldOfADefinitionIsRefused() {
    JsonObject broken = Overlay.LIVE.manifests().get("ServiceMonitor", "paykore-edge").json();
    JsonObject copy = broken.deepCopy();
    copy.getAsJsonObject("spec").addProperty("endpoint", "x");
    assertThatThrownBy(() -> validate(new Manifest(copy))).hasMessageContaining("endpoint");
  }

  private static JsonObject pod(JsonObject deployment) {
    return deployment.getAsJsonObject("spec").getAsJsonObject("template").getAsJsonObject("spec");
  }

  private static void validate(Manifest manifest) {
    Class<?> model = MODELS.get(manifest.apiVersion() + " " + manifest.kind());
    if (model != null) {
      manifest.as(model);
    } else {
      assertThat(manifest.apiVersion()).isEqualTo(DEFINITIONS.get(manifest.kind()));
      assertThat(problems(manifest)).as("%s", manifest).isEmpty();
    }
  }

  private static String problems(Manifest manifest) {
    String resource = "crds/" + manifest.kind() + ".json";
    try (InputStream definition = SchemaTests.class.getResourceAsStream(resource)) {
      Schema schema =
          SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
              .getSchema(Objects.requireNonNull(definition, resource));
      return schema.validate(manifest.json().toString(), InputFormat.JSON).stream()
          .map(Object::toString)
          .collect(Collectors.joining("\n"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
