package dev.paykore.console.web;

import dev.paykore.console.key.ApiKey;
import dev.paykore.console.key.Keys;
import dev.paykore.console.key.Secret;
import dev.paykore.console.usage.Resolution;
import dev.paykore.console.usage.Usage;
import dev.paykore.console.usage.UsageSeries;
import dev.paykore.console.user.Caller;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.reactive.result.view.Fragment;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A key's use as its page shows it, and as it is sent to the page from then on. */
@Controller
class LiveUsage {

  /** Templates that are sent again and again; each is the name of an event, too. */
  private static final List<String> PARTS =
      List.of("live-status", "live-totals", "live-secrets", "live-table");

  private static final Duration INTERVAL = Duration.ofSeconds(1);
  private static final Duration INTERVAL_OF_HOURS = Duration.ofSeconds(30);

  /** Then the browser connects again, and it is looked at again who asks. */
  private static final Duration LONGEST_STREAM = Duration.ofMinutes(2);

  /** How long an old secret must have been unused to be called safe to retire. */
  private static final Duration QUIET = Duration.ofMinutes(5);

  private final Keys keys;
  private final Usage usage;
  private final Clock clock;

  LiveUsage(Keys keys, Usage usage, Clock clock) {
    this.keys = keys;
    this.usage = usage;
    this.clock = clock;
  }

  @GetMapping(path = "/keys/{id}/live", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
  Flux<ServerSentEvent<Fragment>> stream(
      @AuthenticationPrincipal Caller caller,
      @PathVariable String id,
      @RequestParam(defaultValue = "second") String view) {
    Resolution resolution = Resolution.ofWireName(view);
    Duration interval = resolution == Resolution.HOUR ? INTERVAL_OF_HOURS : INTERVAL;
    return keys.find(caller, id)
        .thenMany(Flux.interval(Duration.ZERO, interval))
        .onBackpressureDrop()
        .take(LONGEST_STREAM)
        .concatMap(tick -> model(caller, id, resolution), 1)
        .concatMapIterable(LiveUsage::parts);
  }

  private static List<ServerSentEvent<Fragment>> parts(Map<String, Object> model) {
    return PARTS.stream().map(part -> part(part, model)).toList();
  }

  private static ServerSentEvent<Fragment> part(String part, Map<String, Object> model) {
    return ServerSentEvent.builder(Fragment.create(part, new HashMap<>(model))).event(part).build();
  }

  /** All that the page and its parts show. */
  Mono<Map<String, Object>> model(Caller caller, String id, Resolution resolution) {
    return keys.find(caller, id)
        .flatMap(usage::withLastUse)
        .zipWhen(key -> series(id, resolution))
        .map(both -> model(both.getT1(), resolution, both.getT2().orElse(null)));
  }

  /** Nothing if whoever knows does not answer; the rest of the page does not depend on it. */
  private Mono<Optional<UsageSeries>> series(String id, Resolution resolution) {
    return usage.of(id, resolution).map(Optional::of).onErrorReturn(Optional.empty());
  }

  private Map<String, Object> model(
      ApiKey key, Resolution resolution, @Nullable UsageSeries series) {
    Instant now = clock.instant();
    Map<String, Object> model = new HashMap<>();
    model.put("key", key);
    model.put("status", key.statusAt(now));
    model.put("now", now);
    model.put("view", resolution.wireName());
    model.put("secrets", key.secrets().stream().map(one -> row(one, series, now)).toList());
    if (series != null) {
      model.put("series", series);
      model.put("total", series.total());
    }
    return model;
  }

  private static SecretRow row(Secret secret, @Nullable UsageSeries series, Instant now) {
    long requests = series == null ? 0 : series.requestsBySecret().getOrDefault(secret.id(), 0L);
    Instant used = secret.lastUsedAt();
    boolean quiet = used == null || used.plus(QUIET).isBefore(now);
    return new SecretRow(secret, requests, secret.isValidAt(now), secret.isRetiring() && quiet);
  }

  /**
   * A secret as the page shows it.
   *
   * @param secret which
   * @param requests how many it carried in the time that is shown
   * @param valid whether it is let in
   * @param safeToRetire whether it is the old one and nobody seems to use it any more
   */
  record SecretRow(Secret secret, long requests, boolean valid, boolean safeToRetire) {}
}
