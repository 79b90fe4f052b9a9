package dev.paykore.gateway.configuration;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.json.JsonParserFactory;
import org.springframework.core.ResolvableType;
import org.springframework.util.StreamUtils;

/** The properties that the libraries of the edge read, as they themselves describe them. */
final class KnownProperties {

  private static final String METADATA = "META-INF/spring-configuration-metadata.json";
  private static final String COLLECTION = "java.util.";

  private final Map<ConfigurationPropertyName, String> types = new HashMap<>();

  /** Read when it is asked for: most configurations have no property of a library. */
  private static final class Holder {
    private static final KnownProperties ALL = new KnownProperties();
  }

  private KnownProperties() {
    try {
      for (URL file : Collections.list(getClass().getClassLoader().getResources(METADATA))) {
        String json = StreamUtils.copyToString(file.openStream(), StandardCharsets.UTF_8);
        add(JsonParserFactory.getJsonParser().parseMap(json));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static KnownProperties all() {
    return Holder.ALL;
  }

  /** The property, or the map or list that it is part of, as far as it is described. */
  Optional<ConfigurationPropertyName> described(ConfigurationPropertyName name) {
    return types.containsKey(name)
        ? Optional.of(name)
        : Stream.iterate(
                name.getParent(), parent -> !parent.isEmpty(), ConfigurationPropertyName::getParent)
            .filter(parent -> types.getOrDefault(parent, "").startsWith(COLLECTION))
            .findFirst();
  }

  /** The type of a described property, as far as this edge knows it. */
  Optional<ResolvableType> type(ConfigurationPropertyName name) {
    return DescribedType.parse(types.getOrDefault(name, ""));
  }

  Set<String> names() {
    return types.keySet().stream()
        .map(ConfigurationPropertyName::toString)
        .collect(Collectors.toSet());
  }

  private void add(Map<String, Object> metadata) {
    if (metadata.get("properties") instanceof List<?> properties) {
      properties.stream().map(Map.class::cast).forEach(this::addProperty);
    }
  }

  private void addProperty(Map<?, ?> property) {
    types.put(
        ConfigurationPropertyName.adapt(String.valueOf(property.get("name")), '.'),
        String.valueOf(property.get("type")));
  }
}
