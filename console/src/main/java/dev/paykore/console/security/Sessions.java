package dev.paykore.console.security;

import dev.paykore.console.user.Account;
import dev.paykore.console.user.Caller;
import dev.paykore.console.user.Users;
import java.time.Clock;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebSession;
import reactor.core.publisher.Mono;

/** Sessions of people: begun by logging in, ended by logging out, by time, or by an operator. */
@Component
public final class Sessions {

  private final Users users;
  private final Clock clock;
  private final SecurityProperties properties;

  Sessions(Users users, Clock clock, SecurityProperties properties) {
    this.users = users;
    this.clock = clock;
    this.properties = properties;
  }

  /** Who calls; empty if nobody is logged in, or not any more. */
  Mono<Caller> caller(ServerWebExchange exchange) {
    return exchange.getSession().flatMap(session -> caller(exchange, session));
  }

  private Mono<Caller> caller(ServerWebExchange exchange, WebSession session) {
    SessionLogin login = session.getAttribute(SessionLogin.ATTRIBUTE);
    return login == null
        ? Mono.empty()
        : account(login)
            .map(account -> account.callingFrom(ClientAddress.of(exchange)))
            .switchIfEmpty(Mono.defer(() -> session.invalidate().then(Mono.empty())));
  }

  private Mono<Account> account(SessionLogin login) {
    boolean tooOld = login.at().plus(properties.sessionLife()).isBefore(clock.instant());
    return tooOld ? Mono.empty() : users.findAccount(login.userId(), login.at());
  }

  /** Begins a session, with a new id, for somebody whose password was checked. */
  public Mono<Void> begin(ServerWebExchange exchange, String userId) {
    SessionLogin login = new SessionLogin(userId, clock.instant());
    return exchange
        .getSession()
        .doOnNext(session -> session.getAttributes().put(SessionLogin.ATTRIBUTE, login))
        .flatMap(WebSession::changeSessionId);
  }

  /** Ends the session. */
  public Mono<Void> end(ServerWebExchange exchange) {
    return exchange.getSession().flatMap(WebSession::invalidate);
  }
}
