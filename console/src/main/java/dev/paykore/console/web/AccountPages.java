package dev.paykore.console.web;

import dev.paykore.console.security.LogIn;
import dev.paykore.console.security.Sessions;
import dev.paykore.console.user.Caller;
import dev.paykore.console.user.ChangePassword;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.reactive.result.view.Rendering;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** One's own account. */
@Controller
@RequestMapping("/account")
class AccountPages {

  /** What is typed to change the password. */
  record PasswordForm(@Nullable String currentPassword, @Nullable String newPassword) {

    @Override
    public String toString() {
      return "PasswordForm";
    }
  }

  private final LogIn logIn;
  private final Sessions sessions;
  private final ChangePassword changePassword;

  AccountPages(LogIn logIn, Sessions sessions, ChangePassword changePassword) {
    this.logIn = logIn;
    this.sessions = sessions;
    this.changePassword = changePassword;
  }

  @GetMapping
  Rendering show(@RequestParam @Nullable String changed) {
    return Rendering.view("account").modelAttribute("changed", changed != null).build();
  }

  @PostMapping("/password")
  Mono<Rendering> change(
      ServerWebExchange exchange,
      @AuthenticationPrincipal Caller caller,
      @ModelAttribute PasswordForm form) {
    String current = Forms.password(form.currentPassword());
    String next = Forms.password(form.newPassword());
    Mono<Rendering> work =
        logIn
            .passwordAgain(caller, "current_password", current)
            .then(Mono.defer(() -> changePassword.change(caller, current, next)))
            .then(Mono.defer(() -> sessions.begin(exchange, caller.id())))
            .then(Mono.fromCallable(() -> Forms.goTo("/account?changed")));
    return Forms.orShowErrors(work, errors -> Mono.just(Rendering.view("account")));
  }
}
