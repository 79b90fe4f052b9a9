package dev.paykore.k8s;

import com.google.gson.JsonObject;
import io.kubernetes.client.openapi.JSON;
import io.kubernetes.client.openapi.models.V1Deployment;
import io.kubernetes.client.openapi.models.V1Job;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** All that one overlay renders. */
record Manifests(List<Manifest> all) {

  static Manifests rendered(Path folder) {
    Yaml yaml = new Yaml(new SafeConstructor(new LoaderOptions()));
    return new Manifests(
        StreamSupport.stream(
                yaml.loadAll(Kubectl.kustomize(folder)).spliterator(), /* parallel= */ false)
            .map(object -> (JsonObject) JSON.getGson().toJsonTree(object))
            .map(Manifest::new)
            .toList());
  }

  Stream<Manifest> ofKind(String kind) {
    return all.stream().filter(manifest -> manifest.kind().equals(kind));
  }

  <T> List<T> ofKind(String kind, Class<T> type) {
    return ofKind(kind).map(manifest -> manifest.as(type)).toList();
  }

  Manifest get(String kind, String name) {
    return ofKind(kind)
        .filter(manifest -> manifest.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no " + kind + " " + name));
  }

  <T> T get(String kind, String name, Class<T> type) {
    return get(kind, name).as(type);
  }

  /** Everything that makes pods. */
  List<Workload> workloads() {
    return Stream.concat(
            ofKind("Deployment", V1Deployment.class).stream().map(Workload::of),
            ofKind("Job", V1Job.class).stream().map(Workload::of))
        .toList();
  }

  Workload workload(String name) {
    return workloads().stream().filter(w -> w.name().equals(name)).findFirst().orElseThrow();
  }

  /** The literal variables of a workload's ConfigMap, whose name ends with a hash. */
  JsonObject environment(String prefix) {
    return ofKind("ConfigMap")
        .filter(map -> map.name().startsWith(prefix + "-"))
        .findFirst()
        .orElseThrow()
        .json()
        .getAsJsonObject("data");
  }
}
