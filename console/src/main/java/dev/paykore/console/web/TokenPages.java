package dev.paykore.console.web;

import dev.paykore.console.paging.PageRequest;
import dev.paykore.console.partner.Partner;
import dev.paykore.console.partner.Partners;
import dev.paykore.console.token.ApiTokens;
import dev.paykore.console.token.CreateApiToken;
import dev.paykore.console.token.IssuedToken;
import dev.paykore.console.token.RevokeApiToken;
import dev.paykore.console.user.Caller;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.reactive.result.view.Rendering;
import reactor.core.publisher.Mono;

/** Tokens for the REST API, for operators. */
@Controller
@RequestMapping("/tokens")
class TokenPages {

  /** What is typed to create a token. */
  record TokenForm(@Nullable String name, @Nullable String partner) {

    static final TokenForm EMPTY = new TokenForm("", "");
  }

  private final ApiTokens tokens;
  private final CreateApiToken createToken;
  private final RevokeApiToken revokeToken;
  private final Partners partners;

  TokenPages(
      ApiTokens tokens, CreateApiToken createToken, RevokeApiToken revokeToken, Partners partners) {
    this.tokens = tokens;
    this.createToken = createToken;
    this.revokeToken = revokeToken;
    this.partners = partners;
  }

  @GetMapping
  Mono<Rendering> list(
      @AuthenticationPrincipal Caller caller, @RequestParam @Nullable String cursor) {
    PageRequest request = PageRequest.of(null, cursor);
    return page(caller, TokenForm.EMPTY, request).map(Rendering.Builder::build);
  }

  @PostMapping
  Mono<Rendering> create(@AuthenticationPrincipal Caller caller, @ModelAttribute TokenForm form) {
    caller.requireOperator();
    String name = Forms.text(form.name());
    String partnerId = Forms.text(form.partner());
    Mono<IssuedToken> issued =
        partnerId.isEmpty()
            ? Mono.defer(() -> createToken.create(caller, name, null))
            : partners
                .find(caller, partnerId)
                .map(Partner::id)
                .flatMap(partner -> createToken.create(caller, name, partner));
    return Forms.orShowErrors(
        issued.map(TokenPages::createdPage), errors -> page(caller, form, PageRequest.first()));
  }

  @PostMapping("/{id}/revoke")
  Mono<Rendering> revoke(@AuthenticationPrincipal Caller caller, @PathVariable String id) {
    Mono<Rendering> work =
        revokeToken.revoke(caller, id).then(Mono.fromCallable(() -> Forms.goTo("/tokens")));
    return Forms.orShowErrors(work, errors -> page(caller, TokenForm.EMPTY, PageRequest.first()));
  }

  private static Rendering createdPage(IssuedToken issued) {
    return Rendering.view("token-secret")
        .modelAttribute("token", issued.token())
        .modelAttribute("secret", issued.secret())
        .build();
  }

  private Mono<Rendering.Builder<?>> page(Caller caller, TokenForm form, PageRequest request) {
    return tokens
        .list(caller, request)
        .zipWith(partners.list(caller, new PageRequest(PageRequest.MAX_LIMIT, null)))
        .map(
            both ->
                Rendering.view("tokens")
                    .modelAttribute("page", both.getT1())
                    .modelAttribute("partners", both.getT2().data())
                    .modelAttribute("form", form));
  }
}
