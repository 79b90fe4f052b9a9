package dev.paykore.gateway.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.paykore.gateway.command.Command;
import dev.paykore.gateway.command.IdleEdge;
import dev.paykore.gateway.routing.config.RouteProperties;
import dev.paykore.gateway.routing.table.RouteFactories;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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

  @TempDir Path folder;

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

  @Test
  void whatTheEdgeTakesTheSchemaTakes() throws IOException {
    String yaml =
        "paykore: {edge: {routes: [{id: a, uri: 'http://a:1', predicates: [Path=/v1], metadata: {environment: sandbox}}]}}";

    assertThat(committed().validate(yaml, InputFormat.YAML)).isEmpty();
    assertThat(check(yaml)).contains("1 routes, no problem");
  }

  /** Each has but one thing wrong, which the edge names. */
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '"',
      value = {
        "paykore: {edge: {redis: {timout: 1s}}}; redis.timout:",
        "paykore: {edge: {redis: {timeout: soon}}}; redis.timeout:",
        "paykore: {edge: {requests-per-minute: {starter: 0}}}; requests-per-minute.starter:",
        "paykore: {edge: {routes: [{id: a, uri: 'http://a:1', predicates: [Path=/v1], metadata: {environment: sandpit}}]}}; metadata.environment: 'sandpit'",
        "paykore: {edge: {routes: [{id: a, uri: 'http://a:1', predicates: [Path=/v1], metadata: {max-body: 1MB}}]}}; metadata.environment: missing",
        "paykore: {edge: {routes: [{id: a, uri: 'http://a:1', predicates: [Path=/v1]}]}}; metadata.environment: missing",
        "paykore: {edge: {routes: [{id: a, uri: 'http://a:1', predicates: [Pth=/v1], metadata: {environment: sandbox}}]}}; predicates[0]: 'Pth'",
        "paykore: {edge: {routes: [{uri: 'http://a:1', predicates: [Path=/v1], metadata: {environment: sandbox}}]}}; id: missing",
        "paykore: {edge: {routes: [{id: a, predicates: [Path=/v1], metadata: {environment: sandbox}}]}}; uri: missing",
        "paykore: {edge: {routes: [{id: '', uri: 'http://a:1', predicates: [Path=/v1], metadata: {environment: sandbox}}]}}; id: missing",
        "paykore: {edge: {routes: [{id: a, uri: 'http://a:1', predicates: [], metadata: {environment: sandbox}}]}}; predicates: none",
        "paykore: {edge: {routes: [{id: a, uri: 'http://a:1', metadata: {environment: sandbox}}]}}; predicates: none",
        "paykore: {edge: {route: []}}; paykore.edge.route:"
      })
  void whatTheEdgeRefusesTheSchemaRefusesToo(String yaml, String problem) throws IOException {
    assertThat(committed().validate(yaml, InputFormat.YAML)).isNotEmpty();
    assertThat(check(yaml).lines()).singleElement().asString().contains(problem);
  }

  private String check(String yaml) throws IOException {
    Files.writeString(folder.resolve("application.yml"), yaml);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    var _ =
        Command.run(
            new PrintStream(bytes, true, StandardCharsets.UTF_8), "check", folder.toString());
    return bytes.toString(StandardCharsets.UTF_8);
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

  private static Map<String, Object> schema() {
    ConfigurationSchema schema = schemaOfThisEdge();
    Map<String, Object> groups = new LinkedHashMap<>();
    groups.put("routes", ConfigurationSchema.listOf(schema.of(RouteProperties.class)));
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
