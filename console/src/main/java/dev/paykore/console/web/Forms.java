package dev.paykore.console.web;

import dev.paykore.console.refusal.Refusal;
import dev.paykore.console.refusal.RefusedException;
import dev.paykore.console.refusal.WrongField;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.reactive.result.view.Rendering;
import reactor.core.publisher.Mono;

/** What every form does: go on where it was taken, and show what is wrong where it was not. */
final class Forms {

  /** The place of what is wrong with no field of the form in particular. */
  static final String WHOLE_FORM = "form";

  private Forms() {}

  /** Goes to another page, so that reloading it sends nothing again. */
  static Rendering goTo(String path) {
    return Rendering.redirectTo(path).contextRelative(true).status(HttpStatus.SEE_OTHER).build();
  }

  /**
   * Shows the form again with what is wrong beside its fields; whatever is no fault of the input is
   * left to the error pages.
   *
   * @param show makes the page of the form from what is wrong, by field
   */
  static Mono<Rendering> orShowErrors(
      Mono<Rendering> work, Function<Map<String, String>, Mono<Rendering.Builder<?>>> show) {
    return work.onErrorResume(RefusedException.class, refused -> showErrors(refused, show));
  }

  private static Mono<Rendering> showErrors(
      RefusedException refused, Function<Map<String, String>, Mono<Rendering.Builder<?>>> show) {
    Map<String, String> errors = errors(refused.refusal());
    HttpStatus status = status(refused.refusal());
    return errors.isEmpty()
        ? Mono.error(refused)
        : show.apply(errors)
            .map(page -> page.modelAttribute("errors", errors).status(status).build());
  }

  /** A field that the browser did not send is empty. */
  static String text(@Nullable String field) {
    return field == null ? "" : field.strip();
  }

  /** A password as it was typed. */
  static String password(@Nullable String field) {
    return field == null ? "" : field;
  }

  private static HttpStatus status(Refusal refusal) {
    return switch (refusal) {
      case Refusal.Conflict conflict -> HttpStatus.CONFLICT;
      case Refusal.TooManyAttempts many -> HttpStatus.TOO_MANY_REQUESTS;
      default -> HttpStatus.BAD_REQUEST;
    };
  }

  private static Map<String, String> errors(Refusal refusal) {
    return switch (refusal) {
      case Refusal.Invalid(var fields) ->
          fields.stream()
              .collect(
                  Collectors.toMap(
                      WrongField::field, WrongField::message, (first, second) -> first));
      case Refusal.Conflict(String message) -> Map.of(WHOLE_FORM, message);
      case Refusal.TooManyAttempts(long seconds) ->
          Map.of(WHOLE_FORM, "Too many attempts. Try again in %s.".formatted(minutes(seconds)));
      case Refusal.NotFound none -> Map.of();
      case Refusal.Forbidden none -> Map.of();
    };
  }

  private static String minutes(long seconds) {
    long minutes = Math.ceilDiv(seconds, 60);
    return minutes == 1 ? "a minute" : minutes + " minutes";
  }
}
