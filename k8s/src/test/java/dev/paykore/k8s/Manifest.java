package dev.paykore.k8s;

import com.google.gson.JsonObject;
import io.kubernetes.client.openapi.JSON;

/**
 * One object that is to be applied.
 *
 * @param json what was rendered, whole
 */
record Manifest(JsonObject json) {

  String apiVersion() {
    return json.get("apiVersion").getAsString();
  }

  String kind() {
    return json.get("kind").getAsString();
  }

  String name() {
    return json.getAsJsonObject("metadata").get("name").getAsString();
  }

  /** The object as the API's own class, which refuses unknown and missing fields. */
  <T> T as(Class<T> type) {
    return JSON.getGson().fromJson(json, type);
  }

  @Override
  public String toString() {
    return kind() + " " + name();
  }
}
