package dev.paykore.console.api;

import static org.springframework.http.MediaType.APPLICATION_JSON_VALUE;

import dev.paykore.console.key.ApiKey;
import dev.paykore.console.key.CreateKey;
import dev.paykore.console.key.Expiry;
import dev.paykore.console.key.FinishRotation;
import dev.paykore.console.key.IssuedKey;
import dev.paykore.console.key.Keys;
import dev.paykore.console.key.Label;
import dev.paykore.console.key.NewKey;
import dev.paykore.console.key.RenameKey;
import dev.paykore.console.key.RevokeKey;
import dev.paykore.console.key.RotateKey;
import dev.paykore.console.paging.PageRequest;
import dev.paykore.console.partner.Partners;
import dev.paykore.console.refusal.RefusedException;
import dev.paykore.console.usage.Resolution;
import dev.paykore.console.usage.Usage;
import dev.paykore.console.user.Caller;
import dev.paykore.keys.Environment;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
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
@RequestMapping("/api/v1")
class KeysController {

  private final Partners partners;
  private final Keys keys;
  private final CreateKey createKey;
  private final RenameKey renameKey;
  private final RotateKey rotateKey;
  private final FinishRotation finishRotation;
  private final RevokeKey revokeKey;
  private final Usage usage;
  private final Clock clock;

  KeysController(
      Partners partners,
      Keys keys,
      CreateKey createKey,
      RenameKey renameKey,
      RotateKey rotateKey,
      FinishRotation finishRotation,
      RevokeKey revokeKey,
      Usage usage,
      Clock clock) {
    this.partners = partners;
    this.keys = keys;
    this.createKey = createKey;
    this.renameKey = renameKey;
    this.rotateKey = rotateKey;
    this.finishRotation = finishRotation;
    this.revokeKey = revokeKey;
    this.usage = usage;
    this.clock = clock;
  }

  @GetMapping("/partners/{id}/keys")
  Mono<PageBody<KeyBody>> list(
      @AuthenticationPrincipal Caller caller,
      @PathVariable String id,
      @RequestParam @Nullable String limit,
      @RequestParam @Nullable String cursor) {
    PageRequest request = PageRequest.of(limit, cursor);
    return partners
        .find(caller, id)
        .flatMap(found -> keys.list(caller, id, request))
        .map(page -> PageBody.of(page, this::body));
  }

  @PostMapping(path = "/partners/{id}/keys", consumes = APPLICATION_JSON_VALUE)
  @ResponseStatus(HttpStatus.CREATED)
  Mono<KeyBody> create(
      @AuthenticationPrincipal Caller caller,
      @PathVariable String id,
      @RequestBody(required = false) @Nullable String body) {
    return partners
        .find(caller, id)
        .flatMap(found -> createKey.create(caller, id, newKey(body)))
        .map(this::body);
  }

  @GetMapping("/keys/{id}")
  Mono<KeyBody> get(@AuthenticationPrincipal Caller caller, @PathVariable String id) {
    return keys.find(caller, id).flatMap(usage::withLastUse).map(this::body);
  }

  @PatchMapping(path = "/keys/{id}", consumes = APPLICATION_JSON_VALUE)
  Mono<KeyBody> rename(
      @AuthenticationPrincipal Caller caller,
      @PathVariable String id,
      @RequestBody(required = false) @Nullable String body) {
    return keys.find(caller, id)
        .flatMap(found -> renameKey.rename(caller, id, label(body)))
        .map(this::body);
  }

  @PostMapping(path = "/keys/{id}/rotate", consumes = APPLICATION_JSON_VALUE)
  Mono<KeyBody> rotate(
      @AuthenticationPrincipal Caller caller,
      @PathVariable String id,
      @RequestBody(required = false) @Nullable String body) {
    return keys.find(caller, id)
        .flatMap(found -> rotateKey.rotate(caller, id, overlap(body)))
        .map(this::body);
  }

  @PostMapping(path = "/keys/{id}/finish-rotation", consumes = APPLICATION_JSON_VALUE)
  Mono<KeyBody> finishRotation(
      @AuthenticationPrincipal Caller caller,
      @PathVariable String id,
      @RequestBody(required = false) @Nullable String body) {
    JsonFields.parse(body).done();
    return finishRotation.finish(caller, id).map(this::body);
  }

  @PostMapping(path = "/keys/{id}/revoke", consumes = APPLICATION_JSON_VALUE)
  Mono<KeyBody> revoke(
      @AuthenticationPrincipal Caller caller,
      @PathVariable String id,
      @RequestBody(required = false) @Nullable String body) {
    JsonFields.parse(body).done();
    return revokeKey.revoke(caller, id).map(this::body);
  }

  @GetMapping("/keys/{id}/usage")
  Mono<UsageBody> usage(
      @AuthenticationPrincipal Caller caller,
      @PathVariable String id,
      @RequestParam(defaultValue = "minute") String resolution) {
    Resolution wanted = Resolution.ofWireName(resolution);
    return keys.find(caller, id)
        .flatMap(usage::withLastUse)
        .flatMap(key -> usage.of(id, wanted).map(series -> UsageBody.of(key, series)));
  }

  private KeyBody body(ApiKey key) {
    return KeyBody.of(key, clock.instant());
  }

  private KeyBody body(IssuedKey issued) {
    return KeyBody.of(issued.key(), issued.secret(), clock.instant());
  }

  private NewKey newKey(@Nullable String body) {
    JsonFields fields = JsonFields.parse(body, "label", "environment", "expires_at");
    Label label = fields.text("label", Label::new);
    Environment environment = fields.text("environment", Environment::ofWireName);
    LocalDate expiresOn =
        fields.textOrNull("expires_at", text -> Expiry.parse(text, clock.instant()));
    fields.done();
    return new NewKey(
        Objects.requireNonNull(label), Objects.requireNonNull(environment), expiresOn);
  }

  private static Label label(@Nullable String body) {
    JsonFields fields = JsonFields.parse(body, "label");
    Label label = fields.text("label", Label::new);
    fields.done();
    return Objects.requireNonNull(label);
  }

  private static Duration overlap(@Nullable String body) {
    JsonFields fields = JsonFields.parse(body, "overlap_seconds");
    Integer seconds = fields.numberOrNull("overlap_seconds");
    fields.done();
    if (seconds == null) {
      throw RefusedException.invalid("overlap_seconds", "This field is needed.");
    }
    return Duration.ofSeconds(seconds);
  }
}
