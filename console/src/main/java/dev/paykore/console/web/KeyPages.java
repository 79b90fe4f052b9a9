package dev.paykore.console.web;

import dev.paykore.console.key.ApiKey;
import dev.paykore.console.key.FinishRotation;
import dev.paykore.console.key.Keys;
import dev.paykore.console.key.Label;
import dev.paykore.console.key.RenameKey;
import dev.paykore.console.key.RevokeKey;
import dev.paykore.console.key.RotateKey;
import dev.paykore.console.refusal.RefusedException;
import dev.paykore.console.security.LogIn;
import dev.paykore.console.usage.Resolution;
import dev.paykore.console.user.Caller;
import dev.paykore.keys.Environment;
import java.time.Duration;
import java.util.Map;
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

/** One key: what it does, and all that can be done with it. */
@Controller
@RequestMapping("/keys/{id}")
class KeyPages {

  /** What the forms of the page send; each sends a part. */
  record KeyForm(@Nullable String label, @Nullable String overlap, @Nullable String password) {

    @Override
    public String toString() {
      return "KeyForm";
    }
  }

  private static final Map<String, Duration> OVERLAPS =
      Map.of(
          "now", Duration.ZERO,
          "1h", Duration.ofHours(1),
          "24h", Duration.ofHours(24),
          "7d", Duration.ofDays(7));

  private final Keys keys;
  private final RenameKey renameKey;
  private final RotateKey rotateKey;
  private final FinishRotation finishRotation;
  private final RevokeKey revokeKey;
  private final LogIn logIn;
  private final LiveUsage live;

  KeyPages(
      Keys keys,
      RenameKey renameKey,
      RotateKey rotateKey,
      FinishRotation finishRotation,
      RevokeKey revokeKey,
      LogIn logIn,
      LiveUsage live) {
    this.keys = keys;
    this.renameKey = renameKey;
    this.rotateKey = rotateKey;
    this.finishRotation = finishRotation;
    this.revokeKey = revokeKey;
    this.logIn = logIn;
    this.live = live;
  }

  @GetMapping
  Mono<Rendering> show(
      @AuthenticationPrincipal Caller caller,
      @PathVariable String id,
      @RequestParam(defaultValue = "second") String view) {
    return page(caller, id, Resolution.ofWireName(view), "").map(Rendering.Builder::build);
  }

  @PostMapping("/rename")
  Mono<Rendering> rename(
      @AuthenticationPrincipal Caller caller,
      @PathVariable String id,
      @ModelAttribute KeyForm form) {
    Mono<ApiKey> work =
        keys.find(caller, id)
            .map(found -> new Label(Forms.text(form.label())))
            .flatMap(label -> renameKey.rename(caller, id, label));
    return backToKey(caller, id, "rename", work);
  }

  @PostMapping("/rotate")
  Mono<Rendering> rotate(
      @AuthenticationPrincipal Caller caller,
      @PathVariable String id,
      @ModelAttribute KeyForm form) {
    Mono<Rendering> work =
        passwordForLive(caller, id, "rotate_password", form)
            .then(Mono.fromCallable(() -> overlap(form)))
            .flatMap(overlap -> rotateKey.rotate(caller, id, overlap))
            .map(KeyListPages::createdPage);
    return orShowErrors(caller, id, "rotate", work);
  }

  @PostMapping("/finish-rotation")
  Mono<Rendering> finish(@AuthenticationPrincipal Caller caller, @PathVariable String id) {
    return backToKey(caller, id, "finish", finishRotation.finish(caller, id));
  }

  @PostMapping("/revoke")
  Mono<Rendering> revoke(
      @AuthenticationPrincipal Caller caller,
      @PathVariable String id,
      @ModelAttribute KeyForm form) {
    Mono<ApiKey> work =
        passwordForLive(caller, id, "revoke_password", form)
            .then(Mono.defer(() -> revokeKey.revoke(caller, id)));
    return backToKey(caller, id, "revoke", work);
  }

  private static Duration overlap(KeyForm form) {
    Duration overlap = OVERLAPS.get(Forms.text(form.overlap()));
    if (overlap == null) {
      throw RefusedException.invalid("overlap", "Choose how long the old secret stays valid.");
    }
    return overlap;
  }

  private Mono<Void> passwordForLive(Caller caller, String id, String field, KeyForm form) {
    return keys.find(caller, id)
        .filter(key -> key.environment() == Environment.LIVE)
        .flatMap(key -> logIn.passwordAgain(caller, field, Forms.password(form.password())));
  }

  private Mono<Rendering> backToKey(Caller caller, String id, String form, Mono<ApiKey> work) {
    return orShowErrors(caller, id, form, work.map(key -> Forms.goTo("/keys/" + key.id())));
  }

  private Mono<Rendering> orShowErrors(
      Caller caller, String id, String form, Mono<Rendering> work) {
    return Forms.orShowErrors(work, errors -> page(caller, id, Resolution.SECOND, form));
  }

  private Mono<Rendering.Builder<?>> page(
      Caller caller, String id, Resolution view, String openForm) {
    return live.model(caller, id, view)
        .map(model -> Rendering.view("key").model(model).modelAttribute("openForm", openForm));
  }
}
