package dev.paykore.console.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paykore.console.Console;
import dev.paykore.console.Visitor;
import dev.paykore.console.key.ApiKey;
import dev.paykore.console.key.Label;
import dev.paykore.console.key.NewKey;
import dev.paykore.console.partner.Partner;
import dev.paykore.keys.Environment;
import org.junit.jupiter.api.Test;

/** A key that nobody with a name has revoked: by SQL, as the demo and an operator in need do. */
class RevokedKeyTests {

  @Test
  void isSaidToBeRevokedByTheSystem() {
    Partner partner = Console.partner();
    String email = Console.email();
    Console.bootstrap().createMember(partner.id(), email, Console.PASSWORD);
    NewKey wanted = new NewKey(new Label("gone"), Environment.SANDBOX, null);
    ApiKey key = Console.bootstrap().createKey(partner.id(), wanted).key();
    Console.POSTGRES.execute(
        "UPDATE api_keys SET revoked_at = now(), effective_at = now() WHERE id = '%s'"
            .formatted(key.id()));

    Visitor member = Visitor.loggedIn(email);

    assertThat(member.get("/settings/api-keys").body())
        .contains("Revoked", "by system")
        .doesNotContain("null");
    assertThat(member.get("/keys/" + key.id()).body()).contains("by <span>system</span>");
  }
}
