package dev.paykore.console.user;

import dev.paykore.console.audit.AuditEntry;
import dev.paykore.console.change.Changes;
import dev.paykore.keys.ApiKeyGenerator;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** An operator makes an account, for a partner's member or for another operator. */
@Component
public final class AddUser {

  private final Users users;
  private final Passwords passwords;
  private final Changes changes;
  private final ApiKeyGenerator generator;
  private final Clock clock;

  AddUser(
      Users users, Passwords passwords, Changes changes, ApiKeyGenerator generator, Clock clock) {
    this.users = users;
    this.passwords = passwords;
    this.changes = changes;
    this.generator = generator;
    this.clock = clock;
  }

  /** Gives the new operator. */
  public Mono<User> addOperator(Caller caller, Credentials credentials) {
    return add(caller, "operator.added", null, credentials);
  }

  /** Gives the new member of a partner that exists. */
  public Mono<User> addMember(Caller caller, String partnerId, Credentials credentials) {
    return add(caller, "member.added", partnerId, credentials);
  }

  private Mono<User> add(
      Caller caller, String action, @Nullable String partnerId, Credentials credentials) {
    caller.requireOperator();
    User user =
        new User(generator.newId("usr"), partnerId, credentials.email(), clock.instant(), null);
    AuditEntry entry = new AuditEntry(caller, action, partnerId, user.id(), user.email());
    return passwords
        .hash(credentials.password())
        .flatMap(hash -> changes.change(entry, users.insert(caller, user, hash)))
        .thenReturn(user);
  }
}
