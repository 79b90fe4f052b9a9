package dev.paykore.console.web;

import dev.paykore.console.user.Caller;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.web.reactive.result.view.CsrfRequestDataValueProcessor;
import org.springframework.security.web.server.csrf.CsrfToken;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** What every page knows. */
@ControllerAdvice(basePackageClasses = CommonModel.class)
class CommonModel {

  @ModelAttribute("caller")
  @Nullable Caller caller(@AuthenticationPrincipal @Nullable Caller caller) {
    return caller;
  }

  /** Until a form was refused. */
  @ModelAttribute("errors")
  Map<String, String> errors() {
    return Map.of();
  }

  /** For the hidden field that Thymeleaf puts into each form. */
  @ModelAttribute
  Mono<CsrfToken> csrfToken(ServerWebExchange exchange) {
    Mono<CsrfToken> token = exchange.getAttribute(CsrfToken.class.getName());
    return token == null
        ? Mono.empty()
        : token.doOnSuccess(
            made ->
                exchange
                    .getAttributes()
                    .put(CsrfRequestDataValueProcessor.DEFAULT_CSRF_ATTR_NAME, made));
  }
}
