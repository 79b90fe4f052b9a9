package dev.paykore.gateway.configuration;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.core.env.Environment;

/**
 * Checks what Spring's own properties say of TLS: that each bundle that is named is there, and that
 * the certificates of downstreams are checked.
 */
final class TlsCheck {

  private static final String DOWNSTREAMS = "spring.cloud.gateway.server.webflux.httpclient.ssl.";
  private static final String INSECURE = DOWNSTREAMS + "use-insecure-trust-manager";
  private static final List<String> NAMES_OF_BUNDLES =
      List.of(
          "server.ssl.bundle",
          "management.server.ssl.bundle",
          "spring.data.redis.ssl.bundle",
          DOWNSTREAMS + "ssl-bundle");

  private final Environment environment;

  private TlsCheck(Environment environment) {
    this.environment = environment;
  }

  static List<Problem> problems(Environment environment) {
    TlsCheck check = new TlsCheck(environment);
    return Stream.concat(check.missingBundles(), check.insecure().stream()).toList();
  }

  private Stream<Problem> missingBundles() {
    Set<String> bundles = new HashSet<>(bundles("pem"));
    bundles.addAll(bundles("jks"));
    return NAMES_OF_BUNDLES.stream().flatMap(property -> missing(property, bundles).stream());
  }

  private Optional<Problem> missing(String property, Set<String> bundles) {
    return WrittenProperties.value(environment, property, String.class)
        .filter(bundle -> !bundle.isEmpty() && !bundles.contains(bundle))
        .flatMap(
            bundle ->
                WrittenProperties.problem(
                    environment,
                    property,
                    "the name of a bundle under spring.ssl.bundle.pem or .jks"
                        + NearestName.hint(bundle, bundles)));
  }

  private Set<String> bundles(String kind) {
    Bindable<Map<String, Object>> type = Bindable.mapOf(String.class, Object.class);
    return WrittenProperties.value(environment, "spring.ssl.bundle." + kind, type)
        .map(Map::keySet)
        .orElse(Set.of());
  }

  private Optional<Problem> insecure() {
    return WrittenProperties.value(environment, INSECURE, Boolean.class)
        .filter(Boolean::booleanValue)
        .flatMap(
            _ ->
                WrittenProperties.problem(
                    environment,
                    INSECURE,
                    "false; the certificate of a downstream is always checked"));
  }
}
