package dev.paykore.console;

import dev.paykore.console.key.CreateKey;
import dev.paykore.console.key.IssuedKey;
import dev.paykore.console.key.NewKey;
import dev.paykore.console.partner.CreatePartner;
import dev.paykore.console.partner.Partner;
import dev.paykore.console.partner.PartnerPlan;
import dev.paykore.console.token.CreateApiToken;
import dev.paykore.console.token.IssuedToken;
import dev.paykore.console.user.AddUser;
import dev.paykore.console.user.Caller;
import dev.paykore.console.user.Credentials;
import dev.paykore.console.user.User;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * First accounts, partners and keys, made from within the process by whoever starts it. Blocks, so
 * it must not be called on an event loop; each change is in the audit log, made by "system".
 */
@Component
public final class ConsoleBootstrap {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final AddUser users;
  private final CreatePartner partners;
  private final CreateKey keys;
  private final CreateApiToken tokens;

  ConsoleBootstrap(AddUser users, CreatePartner partners, CreateKey keys, CreateApiToken tokens) {
    this.users = users;
    this.partners = partners;
    this.keys = keys;
    this.tokens = tokens;
  }

  /** Makes an operator. */
  public User createOperator(String email, String password) {
    return get(users.addOperator(Caller.SYSTEM, new Credentials(email, password)));
  }

  /** Makes a member of a partner. */
  public User createMember(String partnerId, String email, String password) {
    return get(users.addMember(Caller.SYSTEM, partnerId, new Credentials(email, password)));
  }

  /** Makes a partner. */
  public Partner createPartner(PartnerPlan plan) {
    return get(partners.create(Caller.SYSTEM, plan));
  }

  /** Makes a key. */
  public IssuedKey createKey(String partnerId, NewKey key) {
    return get(keys.create(Caller.SYSTEM, partnerId, key));
  }

  /**
   * Makes a token for the REST API.
   *
   * @param partnerId the only partner that it sees, or {@code null} for an operator's token
   */
  public IssuedToken createToken(String name, @Nullable String partnerId) {
    return get(tokens.create(Caller.SYSTEM, name, partnerId));
  }

  private static <T> T get(Mono<T> result) {
    return result.blockOptional(PATIENCE).orElseThrow();
  }
}
