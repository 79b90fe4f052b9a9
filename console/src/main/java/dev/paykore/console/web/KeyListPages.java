package dev.paykore.console.web;

import dev.paykore.console.key.ApiKey;
import dev.paykore.console.key.CreateKey;
import dev.paykore.console.key.Expiry;
import dev.paykore.console.key.IssuedKey;
import dev.paykore.console.key.Keys;
import dev.paykore.console.key.Label;
import dev.paykore.console.key.NewKey;
import dev.paykore.console.paging.Page;
import dev.paykore.console.paging.PageRequest;
import dev.paykore.console.partner.Partner;
import dev.paykore.console.partner.Partners;
import dev.paykore.console.security.LogIn;
import dev.paykore.console.usage.Usage;
import dev.paykore.console.user.Caller;
import dev.paykore.keys.Environment;
import java.time.Clock;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.reactive.result.view.Rendering;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Settings → API Keys: the list, and Create Key. */
@Controller
class KeyListPages {

  /** What is typed to create a key. */
  record NewKeyForm(
      @Nullable String label,
      @Nullable String environment,
      @Nullable String expiresAt,
      @Nullable String password) {

    static final NewKeyForm EMPTY = new NewKeyForm("", "sandbox", "", "");

    Environment chosenEnvironment() {
      return "live".equals(environment) ? Environment.LIVE : Environment.SANDBOX;
    }

    @Override
    public String toString() {
      return "NewKeyForm";
    }
  }

  private final Partners partners;
  private final Keys keys;
  private final CreateKey createKey;
  private final Usage usage;
  private final LogIn logIn;
  private final Clock clock;

  KeyListPages(
      Partners partners, Keys keys, CreateKey createKey, Usage usage, LogIn logIn, Clock clock) {
    this.partners = partners;
    this.keys = keys;
    this.createKey = createKey;
    this.usage = usage;
    this.logIn = logIn;
    this.clock = clock;
  }

  @GetMapping("/settings/api-keys")
  Mono<Rendering> own(
      @AuthenticationPrincipal Caller caller, @RequestParam @Nullable String cursor) {
    String partnerId = caller.partnerId();
    return partnerId == null
        ? Mono.just(Forms.goTo("/partners"))
        : list(caller, partnerId, PageRequest.of(null, cursor));
  }

  @GetMapping("/partners/{id}/keys")
  Mono<Rendering> ofPartner(
      @AuthenticationPrincipal Caller caller,
      @PathVariable String id,
      @RequestParam @Nullable String cursor) {
    return list(caller, id, PageRequest.of(null, cursor));
  }

  private Mono<Rendering> list(Caller caller, String partnerId, PageRequest request) {
    return partners
        .find(caller, partnerId)
        .zipWhen(found -> keys.list(caller, partnerId, request).flatMap(this::withLastUse))
        .map(both -> listPage(both.getT1(), both.getT2()));
  }

  private Mono<Page<ApiKey>> withLastUse(Page<ApiKey> page) {
    return Flux.fromIterable(page.data())
        .flatMapSequential(usage::withLastUse)
        .collectList()
        .map(data -> new Page<>(data, page.nextCursor()));
  }

  private static Rendering listPage(Partner partner, Page<ApiKey> page) {
    return Rendering.view("keys")
        .modelAttribute("partner", partner)
        .modelAttribute("page", page)
        .build();
  }

  @GetMapping("/partners/{id}/keys/new")
  Mono<Rendering> form(@AuthenticationPrincipal Caller caller, @PathVariable String id) {
    return formPage(caller, id, NewKeyForm.EMPTY).map(Rendering.Builder::build);
  }

  @PostMapping("/partners/{id}/keys")
  Mono<Rendering> create(
      @AuthenticationPrincipal Caller caller,
      @PathVariable String id,
      @ModelAttribute NewKeyForm form) {
    Mono<Rendering> work =
        partners
            .find(caller, id)
            .map(found -> wanted(form))
            .flatMap(wanted -> passwordForLive(caller, form).thenReturn(wanted))
            .flatMap(wanted -> createKey.create(caller, id, wanted))
            .map(KeyListPages::createdPage);
    return Forms.orShowErrors(work, errors -> formPage(caller, id, form));
  }

  private NewKey wanted(NewKeyForm form) {
    Label label = new Label(Forms.text(form.label()));
    String date = Forms.text(form.expiresAt());
    LocalDate expiresOn = date.isEmpty() ? null : Expiry.parse(date, clock.instant());
    return new NewKey(label, form.chosenEnvironment(), expiresOn);
  }

  private Mono<Void> passwordForLive(Caller caller, NewKeyForm form) {
    return form.chosenEnvironment() == Environment.LIVE
        ? logIn.passwordAgain(caller, "password", Forms.password(form.password()))
        : Mono.empty();
  }

  private Mono<Rendering.Builder<?>> formPage(Caller caller, String id, NewKeyForm form) {
    return partners
        .find(caller, id)
        .map(
            partner ->
                Rendering.view("key-new")
                    .modelAttribute("partner", partner)
                    .modelAttribute("form", form));
  }

  static Rendering createdPage(IssuedKey issued) {
    return Rendering.view("key-secret")
        .modelAttribute("key", issued.key())
        .modelAttribute("secret", issued.secret().reveal())
        .build();
  }
}
