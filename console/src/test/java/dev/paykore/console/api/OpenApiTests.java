package dev.paykore.console.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.paykore.console.Console;
import dev.paykore.console.Edges;
import dev.paykore.console.api.Api.Answer;
import dev.paykore.console.key.Keys;
import dev.paykore.console.user.Caller;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.springframework.web.reactive.result.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The description of the API is held against what the API does. */
class OpenApiTests {

  private static final String BASE = "/api/v1";
  private static final JsonNode DESCRIPTION = Api.nobody().get("/api/openapi.json").body();
  private static final Api OPERATOR = Api.operator();

  @Test
  void isServedToAnybodyAsVersion31() {
    assertThat(DESCRIPTION.get("openapi").stringValue()).startsWith("3.1.");
    assertThat(Api.nobody().get("/api/openapi.json").header("Content-Type"))
        .startsWith("application/json");
  }

  @Test
  void describesEveryEndpointAndNoOther() {
    assertThat(described()).isEqualTo(mapped());
  }

  private static Set<String> described() {
    Set<String> described = new TreeSet<>();
    DESCRIPTION
        .get("paths")
        .properties()
        .forEach(
            path ->
                path.getValue().propertyNames().stream()
                    .filter(name -> !name.equals("parameters"))
                    .forEach(
                        name ->
                            described.add(name.toUpperCase(Locale.ROOT) + " " + path.getKey())));
    return described;
  }

  private static Set<String> mapped() {
    return Console.bean(RequestMappingHandlerMapping.class).getHandlerMethods().keySet().stream()
        .flatMap(
            info ->
                info.getMethodsCondition().getMethods().stream()
                    .map(
                        method ->
                            method
                                + " "
                                + info.getPatternsCondition().getPatterns().iterator().next()))
        .filter(endpoint -> endpoint.contains(" " + BASE + "/"))
        .map(endpoint -> endpoint.replace(BASE, ""))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void everyAnswerIsAsDescribed() {
    Answer partner = OPERATOR.post(BASE + "/partners", "{\"name\":\"A\",\"tier\":\"starter\"}");
    conforms("Partner", partner);
    String partnerPath = BASE + "/partners/" + partner.text("id");
    conforms("PartnerPage", OPERATOR.get(BASE + "/partners?limit=2"));
    conforms("Partner", OPERATOR.patch(partnerPath, "{\"name\":\"B\"}"));
    Answer key =
        OPERATOR.post(partnerPath + "/keys", "{\"label\":\"a\",\"environment\":\"sandbox\"}");
    conforms("Key", key);
    String path = BASE + "/keys/" + key.text("id");
    Edges.fail(
        Console.bean(Keys.class).find(Caller.SYSTEM, key.text("id")).block(), "req_openapi000");
    conforms("Key", OPERATOR.get(path));
    conforms("Key", OPERATOR.post(path + "/rotate", "{\"overlap_seconds\":60}"));
    conforms("Key", OPERATOR.post(path + "/finish-rotation"));
    conforms("Usage", OPERATOR.get(path + "/usage"));
    conforms("Usage", OPERATOR.get(path + "/usage?resolution=hour"));
    conforms("FailedRequest", OPERATOR.get(BASE + "/requests/req_openapi000"));
    conforms("Key", OPERATOR.post(path + "/revoke"));
    conforms("KeyPage", OPERATOR.get(partnerPath + "/keys"));
    conforms("AuditEventPage", OPERATOR.get(BASE + "/audit-events?limit=3"));
    conforms("Partner", OPERATOR.post(partnerPath + "/suspend"));
    conforms("Partner", OPERATOR.post(partnerPath + "/resume"));
  }

  @Test
  void everyProblemIsAsDescribed() {
    conforms("Problem", OPERATOR.post(BASE + "/partners", "{\"plan\":1}"));
    conforms("Problem", OPERATOR.get(BASE + "/keys/key_none"));
    conforms("Problem", Api.nobody().get(BASE + "/partners"));
    conforms("Problem", OPERATOR.get(BASE + "/keys/key_none/usage?resolution=year"));
  }

  private static void conforms(String schema, Answer answer) {
    ObjectNode root = (ObjectNode) DESCRIPTION.deepCopy();
    root.put("$ref", "#/components/schemas/" + schema);
    Schema checked =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(root.toString(), InputFormat.JSON);
    List<Error> errors = checked.validate(answer.response().body(), InputFormat.JSON);
    assertThat(errors).as("%s: %s", schema, answer.response().body()).isEmpty();
  }
}
