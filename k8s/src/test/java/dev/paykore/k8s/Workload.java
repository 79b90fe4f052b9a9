package dev.paykore.k8s;

import io.kubernetes.client.openapi.models.V1Container;
import io.kubernetes.client.openapi.models.V1Deployment;
import io.kubernetes.client.openapi.models.V1EnvVar;
import io.kubernetes.client.openapi.models.V1Job;
import io.kubernetes.client.openapi.models.V1PodSpec;
import io.kubernetes.client.openapi.models.V1PodTemplateSpec;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What makes pods: a Deployment or a Job.
 *
 * @param labels of its pods
 */
record Workload(String name, Map<String, String> labels, V1PodSpec pod) {

  static Workload of(V1Deployment deployment) {
    return of(deployment.getMetadata().getName(), deployment.getSpec().getTemplate());
  }

  static Workload of(V1Job job) {
    return of(job.getMetadata().getName(), job.getSpec().getTemplate());
  }

  private static Workload of(String name, V1PodTemplateSpec template) {
    return new Workload(name, template.getMetadata().getLabels(), template.getSpec());
  }

  /** Whether it runs our own code, and not a store of the overlay local. */
  boolean isOurs() {
    return name.startsWith("paykore-");
  }

  /** Its only container; no pod here has another. */
  V1Container container() {
    List<V1Container> containers = pod.getContainers();
    if (containers.size() != 1 || !orNone(pod.getInitContainers()).isEmpty()) {
      throw new AssertionError(name + " has more than one container");
    }
    return containers.getFirst();
  }

  /** The literal value of a variable. */
  Optional<String> variable(String variable) {
    return orNone(container().getEnv()).stream()
        .filter(env -> env.getName().equals(variable))
        .map(V1EnvVar::getValue)
        .findFirst();
  }

  private static <T> List<T> orNone(@Nullable List<T> list) {
    return Objects.requireNonNullElse(list, List.of());
  }

  @Override
  public String toString() {
    return name;
  }
}
