package dev.paykore.console.web;

import dev.paykore.console.security.LogIn;
import dev.paykore.console.security.Sessions;
import dev.paykore.console.user.Caller;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.reactive.result.view.Rendering;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Logging in and out, and where one begins. */
@Controller
class LogInPages {

  /** What is typed to log in. */
  record LogInForm(@Nullable String email, @Nullable String password) {}

  private final LogIn logIn;
  private final Sessions sessions;

  LogInPages(LogIn logIn, Sessions sessions) {
    this.logIn = logIn;
    this.sessions = sessions;
  }

  @GetMapping("/")
  Rendering home(@AuthenticationPrincipal Caller caller) {
    return Forms.goTo(caller.isOperator() ? "/partners" : "/settings/api-keys");
  }

  @GetMapping("/login")
  Rendering form() {
    return page("").build();
  }

  @PostMapping("/login")
  Mono<Rendering> logIn(ServerWebExchange exchange, @ModelAttribute LogInForm form) {
    String email = Forms.text(form.email());
    Mono<Rendering> work =
        logIn
            .logIn(exchange, email, Forms.password(form.password()))
            .then(Mono.fromCallable(() -> Forms.goTo("/")));
    return Forms.orShowErrors(work, errors -> Mono.just(page(email)));
  }

  @PostMapping("/logout")
  Mono<Rendering> logOut(ServerWebExchange exchange) {
    return sessions.end(exchange).then(Mono.fromCallable(() -> Forms.goTo("/login")));
  }

  private static Rendering.Builder<?> page(String email) {
    return Rendering.view("login").modelAttribute("email", email);
  }
}
