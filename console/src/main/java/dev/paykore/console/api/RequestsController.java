package dev.paykore.console.api;

import dev.paykore.console.request.LookUpRequest;
import dev.paykore.console.user.Caller;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

@RestController
class RequestsController {

  private final LookUpRequest lookUp;

  RequestsController(LookUpRequest lookUp) {
    this.lookUp = lookUp;
  }

  @GetMapping("/api/v1/requests/{id}")
  Mono<FoundRequestBody> get(@AuthenticationPrincipal Caller caller, @PathVariable String id) {
    return lookUp.find(caller, id).map(FoundRequestBody::of);
  }
}
