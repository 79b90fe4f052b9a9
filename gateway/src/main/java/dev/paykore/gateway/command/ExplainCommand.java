package dev.paykore.gateway.command;

import dev.paykore.gateway.configuration.Durations;
import dev.paykore.gateway.error.EdgeError;
import dev.paykore.gateway.forwarding.client.DownstreamProperties;
import dev.paykore.gateway.guard.Verdict;
import dev.paykore.gateway.routing.config.ConfiguredRoute;
import dev.paykore.gateway.routing.config.RouteProperties;
import dev.paykore.keys.Environment;
import java.io.PrintStream;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.springframework.cloud.gateway.config.HttpClientProperties;

/**
 * {@code explain METHOD URL}: which route, environment, time-outs and downstream a request would
 * meet, why the routes before it are not its, and which come after it.
 */
final class ExplainCommand {

  private final Explanation explanation;
  private final DownstreamProperties downstream;
  private final Duration handshakeTimeout;
  private final PrintStream out;

  private ExplainCommand(Explanation explanation, IdleEdge edge, PrintStream out) {
    this.explanation = explanation;
    this.downstream = edge.bean(DownstreamProperties.class);
    this.handshakeTimeout = edge.bean(HttpClientProperties.class).getSsl().getHandshakeTimeout();
    this.out = out;
  }

  static void run(List<String> arguments, PrintStream out) {
    Question question = Question.parse(arguments);
    try (IdleEdge edge = IdleEdge.of(question.folder())) {
      Explanation explanation = Explanation.of(question, edge);
      new ExplainCommand(explanation, edge, out).print();
    }
  }

  private void print() {
    Question question = explanation.question();
    String key =
        question.environment() == null
            ? "no key"
            : "a %s key".formatted(question.environment().wireName());
    out.printf("%s %s with %s%n%n", question.method(), question.url(), key);
    if (explanation.guard() instanceof Verdict.Refused(EdgeError error)) {
      field("refused", "%s: %s".formatted(error.code(), error.message()));
      return;
    }
    explanation.tried().forEach(this::notMatched);
    if (explanation.matched() == null) {
      field("route", "none: 401 without a valid key, with one 404 ROUTE_NOT_FOUND");
    } else {
      matched(explanation.matched());
    }
    explanation.untried().forEach(this::notTried);
  }

  private void notMatched(Explanation.Tried tried) {
    field("not", "%s: %s does not match".formatted(tried.route().route().id(), tried.predicate()));
  }

  private void notTried(ConfiguredRoute configured) {
    field("not tried", Objects.requireNonNull(configured.route().id()));
  }

  private void matched(ConfiguredRoute configured) {
    RouteProperties route = configured.route();
    RouteProperties.Metadata metadata = route.metadata();
    Environment environment = Objects.requireNonNull(metadata.environment());
    field("route", configured.describe());
    field("environment", environment.wireName() + verdict(environment));
    if (explanation.target() == null) {
      field("downstream", "none: a filter of the route answers itself");
    } else {
      forwarded(Objects.requireNonNull(route.uri()), explanation.target(), metadata);
    }
  }

  private void forwarded(URI service, String target, RouteProperties.Metadata metadata) {
    field("downstream", service.getScheme() + "://" + service.getRawAuthority() + target);
    field(
        "wait",
        Durations.text(downstream.waitTimeout()) + " for a connection while all are in use");
    field("connect", Durations.text(downstream.connectTimeout()));
    if ("https".equals(service.getScheme())) {
      field("handshake", Durations.text(handshakeTimeout));
    }
    Duration response =
        Objects.requireNonNullElse(metadata.responseTimeout(), downstream.responseTimeout());
    field(
        "response",
        Durations.text(response) + " from the end of the request to the head of the response");
    field(
        "body",
        "at most %s, idle at most %s"
            .formatted(metadata.maxBody(), Durations.text(downstream.bodyIdleTimeout())));
  }

  private String verdict(Environment route) {
    Environment key = explanation.question().environment();
    if (key == null) {
      return ": 401 MISSING_API_KEY without a key";
    }
    return key == route ? "" : ": 401 INVALID_API_KEY, the key is of the other environment";
  }

  private void field(String name, String value) {
    out.printf("%-12s %s%n", name, value);
  }
}
