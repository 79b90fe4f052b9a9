package dev.paykore.console.user;

import dev.paykore.console.refusal.Checks;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What somebody is to log in with.
 *
 * @param email made lower-case
 * @param password 12 characters or more, and at most the 72 bytes that bcrypt takes
 */
public record Credentials(String email, String password) {

  private static final Pattern EMAIL =
      Pattern.compile("[^@\\s\\p{Cntrl}]{1,64}@[^@\\s\\p{Cntrl}]+");
  private static final int LONGEST_EMAIL = 254;
  private static final int SHORTEST_PASSWORD = 12;
  private static final int MOST_PASSWORD_BYTES = 72;

  public Credentials {
    email = email.strip().toLowerCase(Locale.ROOT);
    Checks checks =
        new Checks()
            .expect(
                email.length() <= LONGEST_EMAIL && EMAIL.matcher(email).matches(),
                "email",
                "Give an e-mail address.");
    checkPassword(checks, "password", password);
    checks
        .expect(!password.equalsIgnoreCase(email), "password", "Choose one that is not the e-mail.")
        .done();
  }

  static void checkPassword(Checks checks, String field, String password) {
    checks
        .expect(
            password.length() >= SHORTEST_PASSWORD,
            field,
            "Choose a password of at least 12 characters.")
        .expect(
            password.getBytes(StandardCharsets.UTF_8).length <= MOST_PASSWORD_BYTES,
            field,
            "Choose a password of at most 72 bytes.")
        .expect(
            password.chars().distinct().count() > 4,
            field,
            "Choose a password of more than four different characters.");
  }

  @Override
  public String toString() {
    return email;
  }
}
