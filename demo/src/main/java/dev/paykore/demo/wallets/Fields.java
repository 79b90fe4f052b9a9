package dev.paykore.demo.wallets;

import com.github.tomakehurst.wiremock.common.Json;
import com.github.tomakehurst.wiremock.common.JsonException;
import java.util.Map;
import java.util.Optional;

/** The fields of a JSON object that a client sent. */
record Fields(Map<?, ?> values) {

  /** The fields; none if the text is no JSON object. */
  static Fields parse(String text) {
    try {
      return Json.read(text, Object.class) instanceof Map<?, ?> values
          ? new Fields(values)
          : new Fields(Map.of());
    } catch (JsonException noJson) {
      return new Fields(Map.of());
    }
  }

  Optional<String> text(String name) {
    return values.get(name) instanceof String text && !text.isBlank()
        ? Optional.of(text)
        : Optional.empty();
  }

  Optional<Long> whole(String name) {
    return values.get(name) instanceof Number number
            && (number instanceof Integer || number instanceof Long)
        ? Optional.of(number.longValue())
        : Optional.empty();
  }
}
