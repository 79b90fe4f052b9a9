package dev.paykore.console.web;

import dev.paykore.console.paging.PageRequest;
import dev.paykore.console.partner.ChangePartner;
import dev.paykore.console.partner.CreatePartner;
import dev.paykore.console.partner.Partner;
import dev.paykore.console.partner.PartnerPlan;
import dev.paykore.console.partner.Partners;
import dev.paykore.console.partner.ResumePartner;
import dev.paykore.console.partner.SuspendPartner;
import dev.paykore.console.refusal.RefusedException;
import dev.paykore.console.user.Caller;
import dev.paykore.console.user.Users;
import dev.paykore.keys.Tier;
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

/** Partners, for operators. */
@Controller
@RequestMapping("/partners")
class PartnerPages {

  /** What is typed of a partner. */
  record PlanForm(
      @Nullable String name, @Nullable String tier, @Nullable String requestsPerMinute) {

    static final PlanForm EMPTY = new PlanForm("", "starter", "");

    static PlanForm of(Partner partner) {
      Integer limit = partner.requestsPerMinute();
      return new PlanForm(
          partner.name(), partner.tier().wireName(), limit == null ? "" : limit.toString());
    }

    PartnerPlan plan() {
      Tier tier = Tier.ofWireName(Forms.text(tier()));
      String limit = tier == Tier.SCALE ? Forms.text(requestsPerMinute()) : "";
      return new PartnerPlan(Forms.text(name()), tier, limit.isEmpty() ? null : number(limit));
    }

    private static int number(String text) {
      try {
        return Integer.parseInt(text);
      } catch (NumberFormatException notANumber) {
        throw RefusedException.invalid("requests_per_minute", "Give a whole number.");
      }
    }
  }

  private final Partners partners;
  private final CreatePartner createPartner;
  private final ChangePartner changePartner;
  private final SuspendPartner suspendPartner;
  private final ResumePartner resumePartner;
  private final Users users;

  PartnerPages(
      Partners partners,
      CreatePartner createPartner,
      ChangePartner changePartner,
      SuspendPartner suspendPartner,
      ResumePartner resumePartner,
      Users users) {
    this.partners = partners;
    this.createPartner = createPartner;
    this.changePartner = changePartner;
    this.suspendPartner = suspendPartner;
    this.resumePartner = resumePartner;
    this.users = users;
  }

  @GetMapping
  Mono<Rendering> list(
      @AuthenticationPrincipal Caller caller, @RequestParam @Nullable String cursor) {
    caller.requireOperator();
    return partners
        .list(caller, PageRequest.of(null, cursor))
        .map(page -> Rendering.view("partners").modelAttribute("page", page).build());
  }

  @GetMapping("/new")
  Rendering form(@AuthenticationPrincipal Caller caller) {
    caller.requireOperator();
    return newPage(PlanForm.EMPTY).build();
  }

  @PostMapping
  Mono<Rendering> create(@AuthenticationPrincipal Caller caller, @ModelAttribute PlanForm form) {
    caller.requireOperator();
    Mono<Rendering> work =
        Mono.fromCallable(form::plan)
            .flatMap(plan -> createPartner.create(caller, plan))
            .map(partner -> Forms.goTo("/partners/" + partner.id()));
    return Forms.orShowErrors(work, errors -> Mono.just(newPage(form)));
  }

  @GetMapping("/{id}")
  Mono<Rendering> show(@AuthenticationPrincipal Caller caller, @PathVariable String id) {
    caller.requireOperator();
    return page(caller, id, null).map(Rendering.Builder::build);
  }

  @PostMapping("/{id}/plan")
  Mono<Rendering> change(
      @AuthenticationPrincipal Caller caller,
      @PathVariable String id,
      @ModelAttribute PlanForm form) {
    Mono<Partner> work =
        partners
            .find(caller, id)
            .doOnNext(found -> caller.requireOperator())
            .map(found -> form.plan())
            .flatMap(plan -> changePartner.change(caller, id, plan));
    return backToPartner(caller, id, form, work);
  }

  @PostMapping("/{id}/suspend")
  Mono<Rendering> suspend(@AuthenticationPrincipal Caller caller, @PathVariable String id) {
    return backToPartner(caller, id, null, suspendPartner.suspend(caller, id));
  }

  @PostMapping("/{id}/resume")
  Mono<Rendering> resume(@AuthenticationPrincipal Caller caller, @PathVariable String id) {
    return backToPartner(caller, id, null, resumePartner.resume(caller, id));
  }

  private Mono<Rendering> backToPartner(
      Caller caller, String id, @Nullable PlanForm form, Mono<Partner> work) {
    return Forms.orShowErrors(
        work.map(partner -> Forms.goTo("/partners/" + partner.id())),
        errors -> page(caller, id, form));
  }

  private static Rendering.Builder<?> newPage(PlanForm form) {
    return Rendering.view("partner-new").modelAttribute("form", form);
  }

  private Mono<Rendering.Builder<?>> page(Caller caller, String id, @Nullable PlanForm form) {
    return partners
        .find(caller, id)
        .map(partner -> page(partner, form == null ? PlanForm.of(partner) : form));
  }

  private Rendering.Builder<?> page(Partner partner, PlanForm form) {
    return Rendering.view("partner")
        .modelAttribute("partner", partner)
        .modelAttribute("form", form)
        .modelAttribute("members", users.members(partner.id()));
  }
}
