package dev.paykore.console.api;

import dev.paykore.console.refusal.Checks;
import dev.paykore.console.refusal.Refusal;
import dev.paykore.console.refusal.RefusedException;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.server.ResponseStatusException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The fields of a request's JSON object, each read on its own, so that all that is wrong is said.
 */
final class JsonFields {

  private static final JsonMapper STRICT =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private final JsonNode object;
  private final Checks checks = new Checks();

  private JsonFields(JsonNode object, Set<String> known) {
    this.object = object;
    object.propertyNames().stream()
        .filter(name -> !known.contains(name))
        .forEach(name -> checks.wrong(name, "This field is unknown."));
  }

  /**
   * Reads a body; none is as good as an empty object.
   *
   * @throws ResponseStatusException if it is not a JSON object
   */
  static JsonFields parse(@Nullable String body, String... known) {
    try {
      JsonNode node = STRICT.readTree(body == null || body.isBlank() ? "{}" : body);
      if (node.isObject()) {
        return new JsonFields(node, Set.of(known));
      }
    } catch (JacksonException notJson) {
      // Answered below: the parser's own words may quote a secret.
    }
    throw new ResponseStatusException(HttpStatus.BAD_REQUEST, "The body is not a JSON object.");
  }

  /** Whether the field is there and not null. */
  boolean has(String name) {
    return object.hasNonNull(name);
  }

  /** Whether the field is there, be it null. */
  boolean names(String name) {
    return object.has(name);
  }

  /** A text that must be there; {@code null} only if it is wrong, which {@link #done} says. */
  <T> @Nullable T text(String name, Function<String, T> read) {
    if (!has(name)) {
      checks.wrong(name, "This field is needed.");
      return null;
    }
    return textOrNull(name, read);
  }

  /** A text that may be missing or null. */
  <T> @Nullable T textOrNull(String name, Function<String, T> read) {
    JsonNode value = object.get(name);
    if (value == null || value.isNull()) {
      return null;
    }
    if (!value.isString()) {
      checks.wrong(name, "Give a text.");
      return null;
    }
    return read(name, value.stringValue(), read);
  }

  /** A whole number that may be missing or null. */
  @Nullable Integer numberOrNull(String name) {
    JsonNode value = object.get(name);
    if (value == null || value.isNull()) {
      return null;
    }
    if (!value.isIntegralNumber() || !value.canConvertToInt()) {
      checks.wrong(name, "Give a whole number.");
      return null;
    }
    return value.intValue();
  }

  /**
   * Ends the reading.
   *
   * @throws RefusedException naming each field that is wrong
   */
  void done() {
    checks.done();
  }

  private <T> @Nullable T read(String name, String text, Function<String, T> read) {
    try {
      return read.apply(text);
    } catch (RefusedException refused) {
      addAll(name, refused.refusal());
    } catch (IllegalArgumentException wrong) {
      checks.wrong(name, Objects.requireNonNullElse(wrong.getMessage(), "This is not allowed."));
    }
    return null;
  }

  private void addAll(String name, Refusal refusal) {
    if (refusal instanceof Refusal.Invalid(var fields)) {
      fields.forEach(field -> checks.wrong(name, field.message()));
    }
  }
}
