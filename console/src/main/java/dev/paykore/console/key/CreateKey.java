package dev.paykore.console.key;

import static dev.paykore.console.sql.Columns.nullable;

import dev.paykore.console.audit.AuditEntry;
import dev.paykore.console.change.Changes;
import dev.paykore.console.partner.Partner;
import dev.paykore.console.partner.Partners;
import dev.paykore.console.refusal.RefusedException;
import dev.paykore.console.user.Caller;
import dev.paykore.keys.ApiKeyGenerator;
import dev.paykore.keys.PresentedKey;
import java.time.Clock;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Creates a key; its secret is given once and kept nowhere. */
@Component
public final class CreateKey {

  private static final String INSERT =
      """
      INSERT INTO api_keys (id, partner_id, environment, label, expires_on, created_at, created_by)
      VALUES (:id, :partner, :environment, :label, :expires_on, :now, :caller)
      """;

  private final Partners partners;
  private final Keys keys;
  private final Secrets secrets;
  private final Changes changes;
  private final ApiKeyGenerator generator;
  private final DatabaseClient database;
  private final Clock clock;
  private final KeyProperties properties;

  CreateKey(
      Partners partners,
      Keys keys,
      Secrets secrets,
      Changes changes,
      ApiKeyGenerator generator,
      DatabaseClient database,
      Clock clock,
      KeyProperties properties) {
    this.partners = partners;
    this.keys = keys;
    this.secrets = secrets;
    this.changes = changes;
    this.generator = generator;
    this.database = database;
    this.clock = clock;
    this.properties = properties;
  }

  /** Gives the key and its secret. */
  public Mono<IssuedKey> create(Caller caller, String partnerId, NewKey wanted) {
    return partners
        .find(caller, partnerId)
        .doOnNext(found -> checkExpiry(wanted.expiresOn()))
        .flatMap(found -> issue(caller, partnerId, wanted));
  }

  private void checkExpiry(@Nullable LocalDate expiresOn) {
    if (expiresOn != null) {
      Expiry.check(expiresOn, clock.instant());
    }
  }

  private Mono<IssuedKey> issue(Caller caller, String partnerId, NewKey wanted) {
    String id = generator.newId("key");
    PresentedKey secret = generator.newKey(wanted.environment());
    AuditEntry entry = new AuditEntry(caller, "key.created", partnerId, id, describe(wanted));
    Mono<Void> change =
        refuseTooMany(caller, partnerId)
            .then(insert(caller, partnerId, id, wanted))
            .then(secrets.insert(id, secret));
    return changes
        .makeKey(partnerId, entry, change)
        .then(Mono.defer(() -> keys.find(caller, id)))
        .map(key -> new IssuedKey(key, secret));
  }

  private static String describe(NewKey key) {
    String expiry = key.expiresOn() == null ? "" : ", expires " + key.expiresOn();
    return "“%s”, %s%s".formatted(key.label().text(), key.environment().wireName(), expiry);
  }

  /** Counts under the lock of the partner's row, so that two at once do not both fit. */
  private Mono<Void> refuseTooMany(Caller caller, String partnerId) {
    return Mono.defer(() -> partners.find(caller, partnerId))
        .map(Partner::activeKeys)
        .filter(active -> active < properties.maxActive())
        .switchIfEmpty(Mono.error(this::tooMany))
        .then();
  }

  private RefusedException tooMany() {
    return RefusedException.conflict(
        "There are %d active keys, the most that a partner may have. Revoke one that is not needed."
            .formatted(properties.maxActive()));
  }

  private Mono<Void> insert(Caller caller, String partnerId, String id, NewKey wanted) {
    return database
        .sql(INSERT)
        .bind("id", id)
        .bind("partner", partnerId)
        .bind("environment", wanted.environment().wireName())
        .bind("label", wanted.label().text())
        .bind("expires_on", nullable(wanted.expiresOn(), LocalDate.class))
        .bind("now", clock.instant())
        .bind("caller", caller.name())
        .then();
  }
}
