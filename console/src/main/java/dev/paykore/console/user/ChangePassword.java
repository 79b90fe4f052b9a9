package dev.paykore.console.user;

import dev.paykore.console.audit.AuditEntry;
import dev.paykore.console.change.Changes;
import dev.paykore.console.refusal.Checks;
import dev.paykore.console.refusal.RefusedException;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Somebody chooses another password; all sessions from before end. */
@Component
public final class ChangePassword {

  private final Users users;
  private final Passwords passwords;
  private final Changes changes;

  ChangePassword(Users users, Passwords passwords, Changes changes) {
    this.users = users;
    this.passwords = passwords;
    this.changes = changes;
  }

  /** Completes when it is done; the current password has been checked before. */
  public Mono<Void> change(Caller caller, String current, String next) {
    Checks checks = new Checks();
    Credentials.checkPassword(checks, "new_password", next);
    checks.done();
    if (next.equals(current)) {
      return Mono.error(
          RefusedException.invalid("new_password", "Choose one that differs from the current."));
    }
    AuditEntry entry =
        new AuditEntry(caller, "password.changed", caller.partnerId(), caller.id(), "");
    return passwords
        .hash(next)
        .flatMap(hash -> changes.change(entry, users.setPassword(caller.id(), hash)));
  }
}
