package dev.paykore.demo.keys;

import dev.paykore.keys.Environment;
import dev.paykore.keys.Tier;
import java.time.LocalDate;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import javax.sql.DataSource;

/** The keys that the demo prints, each under the name of an environment variable. */
public final class DemoKeys {

  private static final String SANDBOX = "PAYKORE_API_KEY_SANDBOX";
  private static final String LIVE = "PAYKORE_API_KEY_LIVE";
  private static final LocalDate LONG_AGO = LocalDate.of(2025, 1, 1);
  private static final int SCALE_REQUESTS_PER_MINUTE = 1_000_000;

  private final String partnerId;
  private final Map<String, String> values;

  private DemoKeys(String partnerId, Map<String, String> values) {
    this.partnerId = partnerId;
    this.values = values;
  }

  /** Makes new keys and writes their partners and hashes. */
  public static DemoKeys create(DataSource superuser) {
    Map<String, String> values = new LinkedHashMap<>();
    try (KeyWriter writer = KeyWriter.open(superuser)) {
      String starter = writer.write(new DemoPartner("Adaeze Stores", Tier.STARTER, null));
      String growth = writer.write(new DemoPartner("Kudi Market", Tier.GROWTH, null));
      String scale =
          writer.write(new DemoPartner("Sahel Pay", Tier.SCALE, SCALE_REQUESTS_PER_MINUTE));
      values.put(SANDBOX, writer.write(starter, DemoKey.valid("demo", Environment.SANDBOX)));
      values.put(LIVE, writer.write(starter, DemoKey.valid("demo", Environment.LIVE)));
      values.put(
          "PAYKORE_API_KEY_GROWTH",
          writer.write(growth, DemoKey.valid("demo", Environment.SANDBOX)));
      values.put(
          "PAYKORE_API_KEY_SCALE", writer.write(scale, DemoKey.valid("demo", Environment.SANDBOX)));
      values.put("PAYKORE_API_KEY_REVOKED", writer.write(starter, DemoKey.revoked("demo-revoked")));
      values.put(
          "PAYKORE_API_KEY_EXPIRED",
          writer.write(starter, DemoKey.expired("demo-expired", LONG_AGO)));
      return new DemoKeys(starter, Collections.unmodifiableMap(values));
    }
  }

  /** All keys, in the order in which they are printed. */
  public Map<String, String> values() {
    return values;
  }

  /** The partner that the Starter keys belong to. */
  public String partnerId() {
    return partnerId;
  }

  /** A Starter key for the sandbox. */
  public String sandbox() {
    return Objects.requireNonNull(values.get(SANDBOX));
  }

  /** A Starter key for live. */
  public String live() {
    return Objects.requireNonNull(values.get(LIVE));
  }

  @Override
  public String toString() {
    return "DemoKeys" + values.keySet();
  }
}
