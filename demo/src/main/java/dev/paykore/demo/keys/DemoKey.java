package dev.paykore.demo.keys;

import dev.paykore.keys.Environment;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * One of the keys that the demo prints.
 *
 * @param label its label
 * @param environment where it works
 * @param revoked whether it is revoked from the start
 * @param expiresOn the day from which it is refused, or {@code null}
 */
record DemoKey(
    String label, Environment environment, boolean revoked, @Nullable LocalDate expiresOn) {

  static DemoKey valid(String label, Environment environment) {
    return new DemoKey(label, environment, false, null);
  }

  static DemoKey revoked(String label) {
    return new DemoKey(label, Environment.SANDBOX, true, null);
  }

  static DemoKey expired(String label, LocalDate expiresOn) {
    return new DemoKey(label, Environment.SANDBOX, false, expiresOn);
  }
}
