package dev.paykore.console.token;

import dev.paykore.console.audit.AuditEntry;
import dev.paykore.console.change.Changes;
import dev.paykore.console.refusal.Checks;
import dev.paykore.console.user.Caller;
import dev.paykore.keys.ApiKeyGenerator;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** An operator creates a token for the REST API; it is given once and kept nowhere. */
@Component
public final class CreateApiToken {

  private static final String PREFIX = "pkc_";
  private static final int BYTES = 32;
  private static final int LONGEST_NAME = 64;

  private final ApiTokens tokens;
  private final Changes changes;
  private final ApiKeyGenerator generator;
  private final SecureRandom random;
  private final Clock clock;

  CreateApiToken(
      ApiTokens tokens,
      Changes changes,
      ApiKeyGenerator generator,
      SecureRandom random,
      Clock clock) {
    this.tokens = tokens;
    this.changes = changes;
    this.generator = generator;
    this.random = random;
    this.clock = clock;
  }

  /**
   * Gives the token.
   *
   * @param partnerId the only partner that it may see, or {@code null} for an operator's token
   */
  public Mono<IssuedToken> create(Caller caller, String name, @Nullable String partnerId) {
    caller.requireOperator();
    String stripped = name.strip();
    new Checks()
        .expect(
            !stripped.isEmpty() && stripped.codePointCount(0, stripped.length()) <= LONGEST_NAME,
            "name",
            "Give a name of 1 to 64 characters.")
        .done();
    IssuedToken issued = issue(caller, stripped, partnerId);
    return changes.change(entry(caller, issued.token()), tokens.insert(issued)).thenReturn(issued);
  }

  private IssuedToken issue(Caller caller, String name, @Nullable String partnerId) {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    String secret = PREFIX + HexFormat.of().formatHex(bytes);
    String lastFour = secret.substring(secret.length() - 4);
    String id = generator.newId("tok");
    return new IssuedToken(
        new ApiToken(id, partnerId, name, lastFour, clock.instant(), caller.name(), null), secret);
  }

  private static AuditEntry entry(Caller caller, ApiToken token) {
    String details = "“%s”".formatted(token.name());
    return new AuditEntry(caller, "token.created", token.partnerId(), token.id(), details);
  }
}
