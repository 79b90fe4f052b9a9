package dev.paykore.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import dev.paykore.gateway.configuration.GroupCheck;
import dev.paykore.gateway.configuration.Problem;
import io.kubernetes.client.openapi.models.V1EnvVar;
import java.io.IOException;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

/** The edge takes no notice of a variable that it does not know, so these are known. */
class VariableTests {

  /** Read by others: the JVM, and Spring before there is a file to check. */
  private static final Set<String> OF_OTHERS =
      Set.of("JAVA_TOOL_OPTIONS", "SPRING_CONFIG_ADDITIONAL_LOCATION");

  private static final String FROM_SECRET = "secret";

  @ParameterizedTest
  @EnumSource(Overlay.class)
  void everyVariableOfTheEdgeIsAPropertyOrStandsInAFile(Overlay overlay) throws IOException {
    Map<String, String> variables = variables(overlay);
    String routes = Files.readString(Overlay.REPOSITORY.resolve("config/routes.yml"));
    variables.keySet().removeIf(name -> routes.contains("${" + name + ":"));
    variables.keySet().removeAll(OF_OTHERS);
    assertThat(variables).containsKey("SPRING_R2DBC_URL");
    assertThat(unknown(variables)).isEmpty();
  }

  @Test
  void aMisspeltOneWouldBeFound() {
    assertThat(
            unknown(
                Map.of(
                    "PAYKORE_EDGE_REDIS_TIMOUT", "60ms",
                    "PAYKORE_EGDE_REDIS_TIMEOUT", "60ms",
                    "PAYKORE_EDGE_TRACNG_ENDPOINT", "http://localhost",
                    "SPRING_R2DBC_PASWORD", FROM_SECRET)))
        .hasSize(4);
  }

  private static Map<String, String> variables(Overlay overlay) {
    Map<String, String> variables = new HashMap<>();
    JsonObject file = overlay.manifests().environment("paykore-edge-environment");
    file.entrySet().forEach(one -> variables.put(one.getKey(), one.getValue().getAsString()));
    for (V1EnvVar one : overlay.manifests().workload("paykore-edge").container().getEnv()) {
      variables.put(one.getName(), Objects.requireNonNullElse(one.getValue(), FROM_SECRET));
    }
    return variables;
  }

  /** What the edge's check says of them once they stand in a file, where it knows each or none. */
  private static List<Problem> unknown(Map<String, String> variables) {
    Map<String, Object> properties = new HashMap<>();
    variables.forEach((name, value) -> properties.put(property(name), value));
    StandardEnvironment environment = new StandardEnvironment();
    environment
        .getPropertySources()
        .addFirst(new MapPropertySource("Config resource 'file [edge.properties]'", properties));
    ConfigurationPropertySources.attach(environment);
    return GroupCheck.problems(environment).stream()
        .filter(problem -> problem.message().contains("is unknown"))
        .toList();
  }

  private static String property(String variable) {
    return variable.toLowerCase(Locale.ROOT).replace('_', '.');
  }
}
