package dev.paykore.k8s;

import io.kubernetes.client.openapi.models.V1LabelSelector;
import io.kubernetes.client.openapi.models.V1NetworkPolicy;
import io.kubernetes.client.openapi.models.V1NetworkPolicyPeer;
import io.kubernetes.client.openapi.models.V1NetworkPolicyPort;
import io.kubernetes.client.openapi.models.V1NetworkPolicySpec;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What all network policies together allow, each in the form {@code namespace/pod:port}: {@code .}
 * for the own namespace, {@code *} for everyone.
 */
record Reach(List<V1NetworkPolicySpec> policies) {

  private static final String NAME = "app.kubernetes.io/name";
  private static final String NAMESPACE = "kubernetes.io/metadata.name";

  static Reach of(Manifests manifests) {
    return new Reach(
        manifests.ofKind("NetworkPolicy", V1NetworkPolicy.class).stream()
            .map(V1NetworkPolicy::getSpec)
            .toList());
  }

  Set<String> into(String pod) {
    return selecting(pod)
        .flatMap(policy -> orNone(policy.getIngress()).stream())
        .flatMap(rule -> pairs(rule.getFrom(), rule.getPorts()))
        .collect(Collectors.toSet());
  }

  Set<String> outOf(String pod) {
    return selecting(pod)
        .flatMap(policy -> orNone(policy.getEgress()).stream())
        .flatMap(rule -> pairs(rule.getTo(), rule.getPorts()))
        .collect(Collectors.toSet());
  }

  private Stream<V1NetworkPolicySpec> selecting(String pod) {
    return policies.stream()
        .filter(
            policy -> {
              Map<String, String> labels = labels(policy.getPodSelector());
              return labels.isEmpty() || pod.equals(labels.get(NAME));
            });
  }

  private static Stream<String> pairs(
      @Nullable List<V1NetworkPolicyPeer> peers, @Nullable List<V1NetworkPolicyPort> ports) {
    List<String> names =
        orNone(peers).isEmpty() ? List.of("*") : peers.stream().map(Reach::name).toList();
    List<V1NetworkPolicyPort> numbers = orNone(ports);
    if (numbers.isEmpty()) {
      throw new AssertionError("a rule without ports");
    }
    return names.stream()
        .flatMap(name -> numbers.stream().map(port -> name + ":" + port.getPort()));
  }

  private static String name(V1NetworkPolicyPeer peer) {
    if (peer.getIpBlock() != null) {
      throw new AssertionError("addresses are not part of the table: " + peer);
    }
    Map<String, String> namespace = labels(peer.getNamespaceSelector());
    Map<String, String> pod = labels(peer.getPodSelector());
    String podName = pod.isEmpty() ? "*" : pod.getOrDefault(NAME, text(pod));
    return namespace.getOrDefault(NAMESPACE, ".") + "/" + podName;
  }

  private static String text(Map<String, String> labels) {
    return labels.entrySet().stream().map(Object::toString).collect(Collectors.joining(","));
  }

  private static Map<String, String> labels(@Nullable V1LabelSelector selector) {
    if (selector == null) {
      return Map.of();
    }
    if (!orNone(selector.getMatchExpressions()).isEmpty()) {
      throw new AssertionError("expressions are not part of the table: " + selector);
    }
    return Objects.requireNonNullElse(selector.getMatchLabels(), Map.of());
  }

  private static <T> List<T> orNone(@Nullable List<T> list) {
    return Objects.requireNonNullElse(list, List.of());
  }
}
