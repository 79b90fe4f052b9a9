package dev.paykore.console.security;

import dev.paykore.console.refusal.RefusedException;
import dev.paykore.console.user.Account;
import dev.paykore.console.user.Caller;
import dev.paykore.console.user.Passwords;
import dev.paykore.console.user.Users;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Checks passwords: to log in, and again before something that matters. */
@Component
public final class LogIn {

  private static final Logger log = LoggerFactory.getLogger(LogIn.class);

  private final Users users;
  private final Passwords passwords;
  private final LogInThrottle throttle;
  private final Sessions sessions;

  LogIn(Users users, Passwords passwords, LogInThrottle throttle, Sessions sessions) {
    this.users = users;
    this.passwords = passwords;
    this.throttle = throttle;
    this.sessions = sessions;
  }

  /** Begins a session; a refusal does not tell whether there is such an account. */
  public Mono<Void> logIn(ServerWebExchange exchange, String email, String password) {
    String address = ClientAddress.of(exchange);
    return check(email, address, password, wrong("email", "E-mail or password is wrong."))
        .doOnNext(account -> log.info("{} logged in from {}", account.user().id(), address))
        .flatMap(account -> sessions.begin(exchange, account.user().id()));
  }

  /** Lets the caller pass who gives the password again. */
  public Mono<Void> passwordAgain(Caller caller, String field, String password) {
    RefusedException wrong = wrong(field, "This is not your password.");
    return check(caller.name(), caller.address(), password, wrong).then();
  }

  private static RefusedException wrong(String field, String message) {
    return RefusedException.invalid(field, message);
  }

  private Mono<Account> check(
      String email, String address, String password, RefusedException wrong) {
    return Mono.fromRunnable(() -> throttle.attempt(email, address))
        .then(users.findAccount(email.strip().toLowerCase(Locale.ROOT)).singleOptional())
        .flatMap(account -> matching(account, password))
        .doOnNext(account -> throttle.succeeded(email, address))
        .switchIfEmpty(Mono.defer(() -> refuse(address, wrong)));
  }

  private Mono<Account> matching(Optional<Account> account, String password) {
    return passwords
        .matches(password, account.map(Account::passwordHash).orElse(null))
        .filter(matches -> matches)
        .flatMap(matches -> Mono.justOrEmpty(account));
  }

  private static Mono<Account> refuse(String address, RefusedException wrong) {
    log.info("A wrong password from {}", address);
    return Mono.error(wrong);
  }
}
