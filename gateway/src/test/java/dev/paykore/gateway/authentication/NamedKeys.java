package dev.paykore.gateway.authentication;

import dev.paykore.gateway.stores.IssuedKey;
import dev.paykore.gateway.stores.Stores;
import dev.paykore.keys.Environment;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** The keys that the table of credentials names, each as its name says. */
final class NamedKeys {

  private static final Pattern NAME = Pattern.compile("[A-Z][A-Z0-9_]+(?=[^A-Za-z0-9_]|$)");

  private final Map<String, String> keys = new HashMap<>();
  private final Stores stores;

  NamedKeys(Stores stores) {
    this.stores = stores;
    String key = issue("KEY").key().reveal();
    issue("OTHER");
    put("KEY63", key.substring(0, key.length() - 1));
    put("KEY65", key + "0");
    put("KEYUPPER", key.substring(0, 8) + key.substring(8).toUpperCase(Locale.ROOT));
    put("PUBLISHABLE", "p" + key.substring(1));
    put("JWT", "eyJhbGciOiJub25lIn0.eyJzdWIiOiJza190ZXN0In0.c2lnbmF0dXJl");
    put("UNKNOWN", stores.unknownKey(Environment.SANDBOX).reveal());
    put("LIVE", stores.issue(Environment.LIVE).key().reveal());
    issueChanged();
  }

  /** The text with each name replaced by its key. */
  String fillIn(String text) {
    return NAME.matcher(text).replaceAll(name -> keys.getOrDefault(name.group(), name.group()));
  }

  private void issueChanged() {
    keyWith("EXPIRED", "expires_on = '2024-12-31'");
    keyWith("EXPIRES_TOMORROW", "expires_on = '2025-01-01'");
    keyWith("REVOKED", "revoked_at = now()");
    keyWith("REVOKED_AND_EXPIRED", "revoked_at = now(), expires_on = '2024-12-31'");
    IssuedKey live = stores.issue(Environment.LIVE);
    put("LIVE_AND_EXPIRED", live.key().reveal());
    update("api_keys", live.keyId(), "expires_on = '2024-12-31'");
    update("partners", issue("SUSPENDED").partnerId(), "suspended_at = now()");
    update("api_key_secrets", issue("RETIRED").secretId(), "retires_at = '2024-12-31T23:59:59Z'");
  }

  private void keyWith(String name, String change) {
    update("api_keys", issue(name).keyId(), change);
  }

  private void update(String table, String id, String change) {
    stores.postgres().execute("UPDATE %s SET %s WHERE id = '%s'".formatted(table, change, id));
  }

  private IssuedKey issue(String name) {
    IssuedKey issued = stores.issue(Environment.SANDBOX);
    put(name, issued.key().reveal());
    return issued;
  }

  private void put(String name, String key) {
    keys.put(name, key);
  }
}
