package dev.paykore.console.web;

import dev.paykore.console.refusal.RefusedException;
import dev.paykore.console.request.LookUpRequest;
import dev.paykore.console.user.Caller;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.reactive.result.view.Rendering;
import reactor.core.publisher.Mono;

/** Looking up a request by the id in its answer. */
@Controller
class RequestPages {

  private final LookUpRequest lookUp;

  RequestPages(LookUpRequest lookUp) {
    this.lookUp = lookUp;
  }

  @GetMapping("/requests")
  Mono<Rendering> show(
      @AuthenticationPrincipal Caller caller, @RequestParam(name = "id") @Nullable String typed) {
    String id = Forms.text(typed);
    if (id.isEmpty()) {
      return Mono.just(page(id).build());
    }
    return lookUp
        .find(caller, id)
        .<Rendering>map(found -> page(id).modelAttribute("found", found).build())
        .onErrorResume(
            RefusedException.class,
            none -> Mono.just(page(id).modelAttribute("missing", true).build()));
  }

  private static Rendering.Builder<?> page(String id) {
    return Rendering.view("requests").modelAttribute("id", id);
  }
}
