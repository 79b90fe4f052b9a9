package dev.paykore.console.api;

import dev.paykore.console.audit.AuditEvent;
import dev.paykore.console.audit.AuditLog;
import dev.paykore.console.paging.PageRequest;
import dev.paykore.console.user.Caller;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

@RestController
class AuditEventsController {

  private final AuditLog audit;

  AuditEventsController(AuditLog audit) {
    this.audit = audit;
  }

  @GetMapping("/api/v1/audit-events")
  Mono<PageBody<AuditEvent>> list(
      @AuthenticationPrincipal Caller caller,
      @RequestParam @Nullable String limit,
      @RequestParam @Nullable String cursor) {
    return audit
        .list(caller, PageRequest.of(limit, cursor))
        .map(page -> PageBody.of(page, Function.identity()));
  }
}
