package dev.paykore.console.web;

import dev.paykore.console.audit.AuditLog;
import dev.paykore.console.paging.PageRequest;
import dev.paykore.console.user.Caller;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.reactive.result.view.Rendering;
import reactor.core.publisher.Mono;

/** The audit log. */
@Controller
class AuditPages {

  private final AuditLog audit;

  AuditPages(AuditLog audit) {
    this.audit = audit;
  }

  @GetMapping("/audit")
  Mono<Rendering> list(
      @AuthenticationPrincipal Caller caller, @RequestParam @Nullable String cursor) {
    return audit
        .list(caller, PageRequest.of(null, cursor))
        .map(page -> Rendering.view("audit").modelAttribute("page", page).build());
  }
}
