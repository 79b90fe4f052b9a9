package dev.paykore.gateway.meter;

import static dev.paykore.gateway.meter.EdgeMeter.Kind.COUNTER;
import static dev.paykore.gateway.meter.EdgeMeter.Kind.GAUGE;
import static dev.paykore.gateway.meter.EdgeMeter.Kind.SUMMARY;
import static dev.paykore.gateway.meter.EdgeMeter.Kind.TIMER;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * All meters of the edge: the only place in which their names and tags stand. They are a contract
 * with whoever has dashboards and alerts: added to, not changed. docs/metrics.md is a table of this
 * (a test compares them). No tag tells one key, partner or client from another, and each has few
 * values.
 */
public enum EdgeMeter {
  REQUESTS(
      "paykore.edge.requests",
      TIMER,
      "Requests that have ended, from their head to the end of their response",
      "route",
      "environment",
      "status",
      "tier"),
  REQUESTS_IN_FLIGHT("paykore.edge.requests.in.flight", GAUGE, "Requests in hand"),
  DROPPED_HEADERS(
      "paykore.edge.dropped.headers",
      COUNTER,
      "Header fields of requests, dropped for an underscore in their name"),
  AUTHENTICATIONS(
      "paykore.edge.authentications",
      COUNTER,
      "Authentications of requests by their outcome, and by who answered the look-up",
      "outcome",
      "answered_by"),
  KEY_LOOKUPS(
      "paykore.edge.key.lookups",
      COUNTER,
      "Look-ups of API keys by who answered them, one for all who shared it",
      "answered_by"),
  KEY_RENEWALS(
      "paykore.edge.key.renewals",
      COUNTER,
      "Records of API keys in use that were asked for anew before their time, by who had them",
      "answered_by"),
  KEY_REMEMBERED(
      "paykore.edge.key.remembered",
      GAUGE,
      "What this process remembers of API keys, and of who sends unknown ones",
      "kind"),
  RATELIMIT_DECISIONS(
      "paykore.ratelimit.decisions", COUNTER, "Decisions of the limiter", "outcome"),
  RATELIMIT_CALL_DECISIONS(
      "paykore.ratelimit.call.decisions", SUMMARY, "Decisions that shared one call to Redis"),
  RATELIMIT_FALLBACK(
      "paykore.ratelimit.fallback", GAUGE, "Whether the last decision was made without Redis"),
  RATELIMIT_FALLBACK_DECISIONS(
      "paykore.ratelimit.fallback.decisions", COUNTER, "Decisions that were made without Redis"),
  STORE_CALLS(
      "paykore.edge.store.calls",
      TIMER,
      "Calls to a store by how they ended, and how long they took",
      "store",
      "outcome"),
  REDIS_BREAKER_OPEN(
      "paykore.edge.redis.breaker.open",
      GAUGE,
      "Whether Redis, or any master of a cluster, is spared: 1 yes, 0.5 tried, 0 no"),
  POSTGRES_LOOKUPS(
      "paykore.edge.postgres.lookups", GAUGE, "Look-ups at Postgres or waiting for it", "state"),
  DOWNSTREAM_BREAKER_OPEN(
      "paykore.edge.downstream.breaker.open",
      GAUGE,
      "Whether a downstream is spared: 1 yes, 0.5 tried, 0 no",
      "downstream"),
  DOWNSTREAM_BREAKER_REFUSED(
      "paykore.edge.downstream.breaker.refused",
      COUNTER,
      "Requests that were refused to spare a downstream",
      "downstream"),
  DOWNSTREAM_RESENT(
      "paykore.edge.downstream.resent",
      COUNTER,
      "Requests that were sent once more, on a fresh connection"),
  DOWNSTREAM_SHARE_WAITS(
      "paykore.edge.downstream.share.waits",
      COUNTER,
      "Requests that waited since their key had its share of a downstream's connections"),
  DOWNSTREAM_CONNECTIONS(
      "paykore.edge.downstream.connections",
      GAUGE,
      "Connections to a downstream, and requests that wait for one",
      "downstream",
      "state"),
  RELOADS(
      "paykore.edge.configuration.reloads",
      COUNTER,
      "Changes of the configuration's files by what became of them",
      "outcome"),
  CONFIGURATION_CURRENT(
      "paykore.edge.configuration.current", GAUGE, "Whether the edge serves what its files say"),
  EVENT_LOOP_LAG(
      "paykore.edge.event.loop.lag",
      TIMER,
      "How much later than it was due a task of an event loop began"),
  USAGE_FLUSH_LAG(
      "paykore.edge.usage.flush.lag.seconds",
      GAUGE,
      "How long usage that was counted has been waiting to be taken by Redis"),
  LOG_DROPPED("paykore.edge.log.dropped", COUNTER, "Log lines that standard output did not take");

  /** What is measured of it. */
  public enum Kind {
    /** How often. */
    COUNTER,
    /** How much at present. */
    GAUGE,
    /** How often and how long, in seconds. */
    TIMER,
    /** How often and how much. */
    SUMMARY
  }

  private final String id;
  private final Kind kind;
  private final String meaning;

  @SuppressWarnings("ImmutableEnumChecker") // List.of is immutable
  private final List<String> tags;

  EdgeMeter(String id, Kind kind, String meaning, String... tags) {
    this.id = id;
    this.kind = kind;
    this.meaning = meaning;
    this.tags = List.of(tags);
  }

  /** Its name, in the way of Micrometer. */
  public String id() {
    return id;
  }

  public Kind kind() {
    return kind;
  }

  public String meaning() {
    return meaning;
  }

  /** The names of its tags. */
  public List<String> tags() {
    return tags;
  }

  /** A counter with a value for each tag. */
  public Counter.Builder counter(String... values) {
    return Counter.builder(id).description(meaning).tags(tagged(values));
  }

  /** A counter of what someone else counts, with a value for each tag. */
  public <T> FunctionCounter.Builder<T> counter(
      T counted, ToDoubleFunction<T> count, String... values) {
    return FunctionCounter.builder(id, counted, count).description(meaning).tags(tagged(values));
  }

  /** A gauge with a value for each tag. It keeps what it asks from being collected. */
  public Gauge.Builder<Supplier<Number>> gauge(Supplier<Number> size, String... values) {
    return Gauge.builder(id, size).description(meaning).tags(tagged(values));
  }

  /** A timer with a value for each tag. */
  public Timer.Builder timer(String... values) {
    return Timer.builder(id).description(meaning).tags(tagged(values));
  }

  /** A summary with a value for each tag. */
  public DistributionSummary.Builder summary(String... values) {
    return DistributionSummary.builder(id).description(meaning).tags(tagged(values));
  }

  private Tags tagged(String... values) {
    if (values.length != tags.size()) {
      throw new IllegalArgumentException(
          "%s: %d tag values (expected: %s)".formatted(id, values.length, tags));
    }
    return Tags.of(
        IntStream.range(0, values.length).mapToObj(i -> Tag.of(tags.get(i), values[i])).toList());
  }
}
