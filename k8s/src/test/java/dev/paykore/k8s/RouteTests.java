package dev.paykore.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.kubernetes.client.openapi.models.V1ContainerPort;
import io.kubernetes.client.openapi.models.V1Service;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Where Gateways lead, and by which names. */
class RouteTests {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          LIVE                  | paykore-console | dashboard.paykore.dev
          LIVE_WITH_EXAMPLES    | paykore-console | dashboard.paykore.dev
          LIVE_WITH_EXAMPLES    | paykore-edge    | api.paykore.dev
          SANDBOX               | paykore-console | dashboard.sandbox.paykore.dev
          SANDBOX_WITH_EXAMPLES | paykore-console | dashboard.sandbox.paykore.dev
          SANDBOX_WITH_EXAMPLES | paykore-edge    | api.sandbox.paykore.dev
          """)
  void eachOverlayHasNamesOfItsOwn(Overlay overlay, String route, String host) {
    assertThat(hosts(overlay.manifests().get("HTTPRoute", route))).containsExactly(host);
  }

  @ParameterizedTest
  @EnumSource(Overlay.class)
  void theEdgeHasARouteOnlyIfAGatewayEndsItsTls(Overlay overlay) {
    assertThat(overlay.manifests().ofKind("HTTPRoute").map(Manifest::name))
        .filteredOn("paykore-edge"::equals)
        .hasSize(overlay.isBehindAGateway() ? 1 : 0);
  }

  @ParameterizedTest
  @EnumSource(Overlay.class)
  void everyRouteLeadsFromAGatewayThatEndsTls(Overlay overlay) {
    Manifests manifests = overlay.manifests();
    assertThat(manifests.ofKind("HTTPRoute"))
        .allSatisfy(
            route ->
                assertThat(names(spec(route), "parentRefs"))
                    .singleElement()
                    .satisfies(
                        gateway ->
                            assertThat(certificates(manifests.get("Gateway", gateway)))
                                .containsExactly(route.name() + "-tls")));
  }

  @ParameterizedTest
  @EnumSource(Overlay.class)
  void everyRouteLeadsToAPodThatItsGatewayReaches(Overlay overlay) {
    Manifests manifests = overlay.manifests();
    assertThat(manifests.ofKind("HTTPRoute"))
        .allSatisfy(
            route ->
                assertThat(Reach.of(manifests).into(route.name()))
                    .contains("gateway-system/*:" + port(manifests, backend(route))));
  }

  private static JsonObject backend(Manifest route) {
    return Json.objects(spec(route), "rules")
        .flatMap(rule -> Json.objects(rule, "backendRefs"))
        .findFirst()
        .orElseThrow();
  }

  /** Of the pod behind a port of a Service. */
  private static int port(Manifests manifests, JsonObject backend) {
    String name = backend.get("name").getAsString();
    String target =
        manifests.get("Service", name, V1Service.class).getSpec().getPorts().stream()
            .filter(port -> port.getPort() == backend.get("port").getAsInt())
            .map(port -> port.getTargetPort().getStrValue())
            .findFirst()
            .orElseThrow();
    return manifests.workload(name).container().getPorts().stream()
        .filter(port -> target.equals(port.getName()))
        .map(V1ContainerPort::getContainerPort)
        .findFirst()
        .orElseThrow();
  }

  private static Stream<String> certificates(Manifest gateway) {
    return Json.objects(spec(gateway), "listeners")
        .flatMap(listener -> names(listener.getAsJsonObject("tls"), "certificateRefs"));
  }

  private static Stream<String> names(JsonObject parent, String array) {
    return Json.objects(parent, array).map(each -> each.get("name").getAsString());
  }

  private static Stream<String> hosts(Manifest route) {
    JsonArray hosts = spec(route).getAsJsonArray("hostnames");
    return hosts.asList().stream().map(JsonElement::getAsString);
  }

  private static JsonObject spec(Manifest manifest) {
    return manifest.json().getAsJsonObject("spec");
  }
}
