package dev.paykore.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paykore.gateway.guard.server.ServerBounds;
import io.kubernetes.client.openapi.models.V1Container;
import io.kubernetes.client.openapi.models.V1HTTPGetAction;
import io.kubernetes.client.openapi.models.V1Probe;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.PropertySource;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.FileSystemResource;
import org.springframework.core.io.Resource;

/** Probes, and the time that a pod is given to end, against the configuration that is in force. */
class ShutdownTests {

  /** For what follows after the last shutdown phase. */
  private static final Duration REST = Duration.ofSeconds(5);

  /** Within which load balancers as a rule have taken out a pod that is not ready. */
  private static final Duration PROPAGATION = Duration.ofSeconds(10);

  @Test
  void theEdgeIsGivenTheTimeThatItTakesToEnd() {
    Duration needed =
        preStop("paykore-edge").plus(drainDelay()).plus(phase("application.yml")).plus(REST);
    assertThat(grace("paykore-edge")).isGreaterThanOrEqualTo(needed);
  }

  @Test
  void theConsoleIsGivenTheTimeThatItTakesToEnd() {
    Duration needed = preStop("paykore-console").plus(phase("console.yml")).plus(REST);
    assertThat(grace("paykore-console")).isGreaterThanOrEqualTo(needed);
  }

  @Test
  void theEdgeServesOnUntilLoadBalancersHaveTakenItOut() {
    assertThat(preStop("paykore-edge").plus(drainDelay())).isGreaterThanOrEqualTo(PROPAGATION);
  }

  @ParameterizedTest
  @CsvSource({"paykore-edge,9080", "paykore-console,9090"})
  void probesAskTheManagementPort(String name, int port) {
    V1Container container = workload(name).container();
    assertThat(container.getPorts())
        .anyMatch(p -> p.getName().equals("management") && p.getContainerPort() == port);
    assertThat(path(container.getStartupProbe())).isEqualTo("/actuator/health/liveness");
    assertThat(path(container.getLivenessProbe())).isEqualTo("/actuator/health/liveness");
    assertThat(path(container.getReadinessProbe())).isEqualTo("/actuator/health/readiness");
  }

  @ParameterizedTest
  @CsvSource({"paykore-edge", "paykore-console"})
  void aSlowStartIsNotTakenForADeadProcess(String name) {
    V1Probe startup = workload(name).container().getStartupProbe();
    assertThat(startup.getPeriodSeconds() * startup.getFailureThreshold())
        .isGreaterThanOrEqualTo(120);
    V1Probe liveness = workload(name).container().getLivenessProbe();
    assertThat(liveness.getPeriodSeconds() * liveness.getFailureThreshold())
        .as("a pause of the machine is no death")
        .isGreaterThanOrEqualTo(60);
  }

  private static Workload workload(String name) {
    return Overlay.LIVE.manifests().workload(name);
  }

  private static String path(V1Probe probe) {
    V1HTTPGetAction get = probe.getHttpGet();
    assertThat(get.getPort().getStrValue()).isEqualTo("management");
    return get.getPath();
  }

  private static Duration grace(String name) {
    return Duration.ofSeconds(workload(name).pod().getTerminationGracePeriodSeconds());
  }

  private static Duration preStop(String name) {
    return Duration.ofSeconds(
        workload(name).container().getLifecycle().getPreStop().getSleep().getSeconds());
  }

  /** As an edge with the files of {@code config/} has it, defaults included. */
  private static Duration drainDelay() {
    return binder(
            new FileSystemResource(Overlay.REPOSITORY.resolve("config/limits.yml")),
            new ClassPathResource("application.yml"))
        .bindOrCreate("paykore.edge.server", ServerBounds.class)
        .drainDelay();
  }

  private static Duration phase(String resource) {
    return binder(new ClassPathResource(resource))
        .bind("spring.lifecycle.timeout-per-shutdown-phase", Duration.class)
        .get();
  }

  private static Binder binder(Resource... files) {
    List<ConfigurationPropertySource> sources =
        Stream.of(files)
            .flatMap(ShutdownTests::load)
            .map(ConfigurationPropertySource::from)
            .filter(Objects::nonNull)
            .toList();
    return new Binder(sources);
  }

  private static Stream<PropertySource<?>> load(Resource file) {
    try {
      return new YamlPropertySourceLoader().load(file.getFilename(), file).stream();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
