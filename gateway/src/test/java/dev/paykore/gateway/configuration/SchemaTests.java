package dev.paykore.gateway.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.paykore.gateway.command.IdleEdge;
import dev.paykore.gateway.routing.config.RouteProperties;
import dev.paykore.gateway.routing.table.RouteFactories;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The schema that editors complete and check the files with is what the records say. After a change
 * of a record: {@code -Dtest=SchemaTests -Dpaykore.schema=write} writes it anew.
 */
class SchemaTests {

  private static final Path CONFIG = Path.of("..", "config");
  private static final Path FILE = CONFIG.resolve("schema.json");
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(
              SerializationFeature.INDENT_OUTPUT, SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
          .build();

  @Test
  void theSchemaIsWhatTheRecordsSay() throws IOException {
    String expected = JSON.writeValueAsString(schema()) + "\n";
    if ("write".equals(System.getProperty("paykore.schema"))) {
      Files.writeString(FILE, expected);
    }

    assertThat(Files.readString(FILE)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"application.yml", "routes.yml", "tiers.yml", "limits.yml"})
  void theFilesOfTheRepositoryFulfilIt(String file) throws IOException {
    String yaml = Files.readString(CONFIG.resolve(file));

    assertThat(yaml).startsWith("# yaml-language-server: $schema=schema.json\n");
    assertThat(committed().validate(yaml, InputFormat.YAML)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "paykore: {edge: {redis: {timout: 1s}}}",
        "paykore: {edge: {redis: {timeout: soon}}}",
        "paykore: {edge: {requests-per-minute: {starter: 0}}}",
        "paykore: {edge: {routes: [{id: a, uri: 'http://a:1', predicates: [Path=/v1], metadata: {environment: sandpit}}]}}",
        "paykore: {edge: {routes: [{id: a, uri: 'http://a:1', predicates: [Pth=/v1]}]}}",
        "paykore: {edge: {routes: [{uri: 'http://a:1', predicates: [Path=/v1]}]}}",
        "paykore: {edge: {routes: [{id: a, predicates: [Path=/v1]}]}}",
        "paykore: {edge: {routes: [{id: a, uri: 'http://a:1'}]}}",
        "paykore: {edge: {route: []}}"
      })
  void whatTheEdgeRefusesTheSchemaRefusesToo(String yaml) throws IOException {
    assertThat(committed().validate(yaml, InputFormat.YAML)).isNotEmpty();
  }

  private static Schema committed() throws IOException {
    return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
        .getSchema(Files.readString(FILE), InputFormat.JSON);
  }

  private static ConfigurationSchema schemaOfThisEdge() {
    try (IdleEdge edge = IdleEdge.of(CONFIG)) {
      RouteFactories factories = edge.bean(RouteFactories.class);
      return new ConfigurationSchema(factories.predicates(), factories.filters());
    }
  }

  /** The record lets everything be absent, so that the check can name the route that lacks it. */
  private static Map<String, Object> route(ConfigurationSchema schema) {
    Map<String, Object> route = schema.of(RouteProperties.class);
    route.put("required", List.of("id", "uri", "predicates"));
    return route;
  }

  private static Map<String, Object> schema() {
    ConfigurationSchema schema = schemaOfThisEdge();
    Map<String, Object> groups = new LinkedHashMap<>();
    groups.put("routes", ConfigurationSchema.listOf(route(schema)));
    PropertyGroups.byPrefix()
        .forEach(
            (prefix, group) ->
                groups.put(prefix.substring(PropertyGroups.ROOT.length() + 1), schema.of(group)));
    Map<String, Object> edge =
        ConfigurationSchema.object(
            new LinkedHashMap<>(Map.of("edge", ConfigurationSchema.object(groups))));
    Map<String, Object> root = new LinkedHashMap<>();
    root.put("$schema", "https://json-schema.org/draft/2020-12/schema");
    root.put("title", "Configuration of PayKore Edge");
    root.put("type", "object");
    root.put("properties", Map.of("paykore", edge));
    return root;
  }
}
