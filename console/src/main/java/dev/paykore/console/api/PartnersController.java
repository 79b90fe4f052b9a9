package dev.paykore.console.api;

import static org.springframework.http.MediaType.APPLICATION_JSON_VALUE;

import dev.paykore.console.paging.PageRequest;
import dev.paykore.console.partner.ChangePartner;
import dev.paykore.console.partner.CreatePartner;
import dev.paykore.console.partner.Partner;
import dev.paykore.console.partner.PartnerPlan;
import dev.paykore.console.partner.Partners;
import dev.paykore.console.partner.ResumePartner;
import dev.paykore.console.partner.SuspendPartner;
import dev.paykore.console.user.Caller;
import dev.paykore.keys.Tier;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

@RestController
@RequestMapping("/api/v1/partners")
class PartnersController {

  private final Partners partners;
  private final CreatePartner createPartner;
  private final ChangePartner changePartner;
  private final SuspendPartner suspendPartner;
  private final ResumePartner resumePartner;

  PartnersController(
      Partners partners,
      CreatePartner createPartner,
      ChangePartner changePartner,
      SuspendPartner suspendPartner,
      ResumePartner resumePartner) {
    this.partners = partners;
    this.createPartner = createPartner;
    this.changePartner = changePartner;
    this.suspendPartner = suspendPartner;
    this.resumePartner = resumePartner;
  }

  @GetMapping
  Mono<PageBody<PartnerBody>> list(
      @AuthenticationPrincipal Caller caller,
      @RequestParam @Nullable String limit,
      @RequestParam @Nullable String cursor) {
    return partners
        .list(caller, PageRequest.of(limit, cursor))
        .map(page -> PageBody.of(page, PartnerBody::of));
  }

  @PostMapping(consumes = APPLICATION_JSON_VALUE)
  @ResponseStatus(HttpStatus.CREATED)
  Mono<PartnerBody> create(
      @AuthenticationPrincipal Caller caller,
      @RequestBody(required = false) @Nullable String body) {
    caller.requireOperator();
    return createPartner.create(caller, plan(body)).map(PartnerBody::of);
  }

  @GetMapping("/{id}")
  Mono<PartnerBody> get(@AuthenticationPrincipal Caller caller, @PathVariable String id) {
    return partners.find(caller, id).map(PartnerBody::of);
  }

  @PatchMapping(path = "/{id}", consumes = APPLICATION_JSON_VALUE)
  Mono<PartnerBody> change(
      @AuthenticationPrincipal Caller caller,
      @PathVariable String id,
      @RequestBody(required = false) @Nullable String body) {
    return partners
        .find(caller, id)
        .doOnNext(found -> caller.requireOperator())
        .flatMap(partner -> changePartner.change(caller, id, changed(partner, body)))
        .map(PartnerBody::of);
  }

  @PostMapping(path = "/{id}/suspend", consumes = APPLICATION_JSON_VALUE)
  Mono<PartnerBody> suspend(
      @AuthenticationPrincipal Caller caller,
      @PathVariable String id,
      @RequestBody(required = false) @Nullable String body) {
    JsonFields.parse(body).done();
    return suspendPartner.suspend(caller, id).map(PartnerBody::of);
  }

  @PostMapping(path = "/{id}/resume", consumes = APPLICATION_JSON_VALUE)
  Mono<PartnerBody> resume(
      @AuthenticationPrincipal Caller caller,
      @PathVariable String id,
      @RequestBody(required = false) @Nullable String body) {
    JsonFields.parse(body).done();
    return resumePartner.resume(caller, id).map(PartnerBody::of);
  }

  private static JsonFields fields(@Nullable String body) {
    return JsonFields.parse(body, "name", "tier", "requests_per_minute");
  }

  private static PartnerPlan plan(@Nullable String body) {
    JsonFields fields = fields(body);
    String name = fields.text("name", PartnerPlan::checkedName);
    Tier tier = fields.text("tier", Tier::ofWireName);
    Integer limit = fields.numberOrNull("requests_per_minute");
    fields.done();
    return new PartnerPlan(Objects.requireNonNull(name), Objects.requireNonNull(tier), limit);
  }

  /** What is not named stays; a limit stays only with the tier that has one. */
  private static PartnerPlan changed(Partner partner, @Nullable String body) {
    JsonFields fields = fields(body);
    String name = fields.textOrNull("name", PartnerPlan::checkedName);
    Tier wanted = fields.textOrNull("tier", Tier::ofWireName);
    Integer limit = fields.numberOrNull("requests_per_minute");
    fields.done();
    Tier tier = wanted == null ? partner.tier() : wanted;
    boolean limitStays = !fields.names("requests_per_minute") && tier == Tier.SCALE;
    return new PartnerPlan(
        name == null ? partner.name() : name,
        tier,
        limitStays ? partner.requestsPerMinute() : limit);
  }
}
