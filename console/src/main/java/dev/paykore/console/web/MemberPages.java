package dev.paykore.console.web;

import dev.paykore.console.partner.Partner;
import dev.paykore.console.partner.Partners;
import dev.paykore.console.user.AddUser;
import dev.paykore.console.user.Caller;
import dev.paykore.console.user.Credentials;
import dev.paykore.console.user.DisableMember;
import dev.paykore.console.user.Users;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.reactive.result.view.Rendering;
import reactor.core.publisher.Mono;

/** A partner's members, for operators. */
@Controller
@RequestMapping("/partners/{id}/members")
class MemberPages {

  /** What is typed to add a member. */
  record MemberForm(@Nullable String email, @Nullable String password) {

    Credentials credentials() {
      return new Credentials(Forms.text(email), Forms.password(password));
    }

    @Override
    public String toString() {
      return "MemberForm";
    }
  }

  private final Partners partners;
  private final AddUser addUser;
  private final DisableMember disableMember;
  private final Users users;

  MemberPages(Partners partners, AddUser addUser, DisableMember disableMember, Users users) {
    this.partners = partners;
    this.addUser = addUser;
    this.disableMember = disableMember;
    this.users = users;
  }

  @GetMapping
  Mono<Rendering> list(@AuthenticationPrincipal Caller caller, @PathVariable String id) {
    return page(caller, id, "").map(Rendering.Builder::build);
  }

  @PostMapping
  Mono<Rendering> add(
      @AuthenticationPrincipal Caller caller,
      @PathVariable String id,
      @ModelAttribute MemberForm form) {
    Mono<Rendering> work =
        find(caller, id)
            .map(found -> form.credentials())
            .flatMap(credentials -> addUser.addMember(caller, id, credentials))
            .map(added -> back(id));
    return Forms.orShowErrors(work, errors -> page(caller, id, Forms.text(form.email())));
  }

  @PostMapping("/{user}/disable")
  Mono<Rendering> disable(
      @AuthenticationPrincipal Caller caller, @PathVariable String id, @PathVariable String user) {
    Mono<Rendering> work =
        find(caller, id)
            .flatMap(found -> disableMember.disable(caller, id, user))
            .then(Mono.fromCallable(() -> back(id)));
    return Forms.orShowErrors(work, errors -> page(caller, id, ""));
  }

  private Mono<Partner> find(Caller caller, String id) {
    return partners.find(caller, id).doOnNext(found -> caller.requireOperator());
  }

  private static Rendering back(String id) {
    return Forms.goTo("/partners/" + id + "/members");
  }

  private Mono<Rendering.Builder<?>> page(Caller caller, String id, String email) {
    return find(caller, id)
        .map(
            partner ->
                Rendering.view("members")
                    .modelAttribute("partner", partner)
                    .modelAttribute("email", email)
                    .modelAttribute("members", users.members(id)));
  }
}
