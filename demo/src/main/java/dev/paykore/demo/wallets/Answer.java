package dev.paykore.demo.wallets;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.common.Json;
import com.github.tomakehurst.wiremock.http.ResponseDefinition;
import dev.paykore.keys.Environment;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a stand-in service answers.
 *
 * @param status the HTTP status
 * @param body what becomes the JSON body
 */
record Answer(int status, Map<String, Object> body) {

  private static final int PAGE_SIZE = 20;

  static Answer ok(Map<String, Object> body) {
    return new Answer(200, body);
  }

  static Answer created(Map<String, Object> body) {
    return new Answer(201, body);
  }

  /** The first page of a list. */
  static Answer list(Environment environment, List<Map<String, Object>> entries) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("environment", environment.wireName());
    body.put("data", entries.subList(0, Math.min(PAGE_SIZE, entries.size())));
    body.put("has_more", entries.size() > PAGE_SIZE);
    return ok(body);
  }

  static Answer notFound(Environment environment, String what) {
    return error(404, environment, "not_found", "There is no such " + what + ".");
  }

  static Answer invalid(Environment environment, String expectation) {
    return error(422, environment, "invalid_request", expectation);
  }

  ResponseDefinition toResponse() {
    return ResponseDefinitionBuilder.responseDefinition()
        .withStatus(status)
        .withHeader("Content-Type", "application/json")
        .withBody(Json.write(body) + "\n")
        .build();
  }

  private static Answer error(int status, Environment environment, String code, String message) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("environment", environment.wireName());
    body.put("error", Map.of("code", code, "message", message));
    return new Answer(status, body);
  }
}
