package dev.paykore.console.user;

import dev.paykore.console.audit.AuditEntry;
import dev.paykore.console.change.Changes;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** An operator disables a member's account: its sessions end with their next request. */
@Component
public final class DisableMember {

  private final Users users;
  private final Changes changes;

  DisableMember(Users users, Changes changes) {
    this.users = users;
    this.changes = changes;
  }

  /** Completes when it is done; a refusal if it was disabled before. */
  public Mono<Void> disable(Caller caller, String partnerId, String id) {
    caller.requireOperator();
    return users
        .findMember(partnerId, id)
        .flatMap(user -> changes.change(entry(caller, partnerId, user), users.disable(id)));
  }

  private static AuditEntry entry(Caller caller, String partnerId, User user) {
    return new AuditEntry(caller, "member.disabled", partnerId, user.id(), user.email());
  }
}
