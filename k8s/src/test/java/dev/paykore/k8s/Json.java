package dev.paykore.k8s;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Reading of JSON objects. */
final class Json {

  private Json() {}

  /** The objects in an array of an object. */
  static Stream<JsonObject> objects(JsonObject parent, String name) {
    return StreamSupport.stream(parent.getAsJsonArray(name).spliterator(), /* parallel= */ false)
        .map(JsonElement::getAsJsonObject);
  }
}
