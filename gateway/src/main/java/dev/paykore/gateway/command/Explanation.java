package dev.paykore.gateway.command;

import dev.paykore.gateway.credential.ApiKeyExtractor;
import dev.paykore.gateway.guard.Normalisation;
import dev.paykore.gateway.guard.RequestRules;
import dev.paykore.gateway.guard.Verdict;
import dev.paykore.gateway.guard.server.ServerBounds;
import dev.paykore.gateway.requestid.RequestId;
import dev.paykore.gateway.routing.config.ConfiguredRoute;
import dev.paykore.gateway.routing.config.RouteConfigurationReader;
import dev.paykore.gateway.routing.table.RouteCompiler;
import dev.paykore.gateway.routing.table.ServedRoute;
import dev.paykore.keys.ApiKeyGenerator;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.cloud.gateway.handler.predicate.PredicateDefinition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.codec.ServerCodecConfigurer;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.adapter.DefaultServerWebExchange;
import org.springframework.web.server.i18n.AcceptHeaderLocaleContextResolver;
import org.springframework.web.server.session.DefaultWebSessionManager;

/**
 * What becomes of an imagined request.
 *
 * @param guard whether it gets as far as the routes
 * @param tried the routes before the one that matches, each with what does not match
 * @param matched the route that it takes, or {@code null} for none
 * @param target path and query as they are forwarded, or {@code null} if they are not
 * @param untried the routes after the one that matches
 */
record Explanation(
    Question question,
    Verdict guard,
    List<Tried> tried,
    @Nullable ConfiguredRoute matched,
    @Nullable String target,
    List<ConfiguredRoute> untried) {

  private static final InetSocketAddress LOOPBACK =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

  /** A route that is not the request's, and the first of its predicates that says so. */
  record Tried(ConfiguredRoute route, String predicate) {}

  static Explanation of(Question question, IdleEdge edge) {
    HttpRequest head = head(question.method().name(), question.url());
    Verdict guard = new RequestRules(edge.bean(ServerBounds.class).maxHeaders()).check(head);
    if (guard instanceof Verdict.Refused) {
      return new Explanation(question, guard, List.of(), null, null, List.of());
    }
    edge.bean(Normalisation.class).apply(head, RequestId.next(), LOOPBACK);
    ServerWebExchange exchange = exchange(question, head);
    List<ConfiguredRoute> untried = inOrder(edge);
    List<Tried> tried = new ArrayList<>();
    ConfiguredRoute matched = walk(edge, exchange, untried, tried);
    String target = matched == null ? null : target(edge, matched, exchange);
    return new Explanation(question, guard, tried, matched, target, untried);
  }

  private static List<ConfiguredRoute> inOrder(IdleEdge edge) {
    List<ConfiguredRoute> routes =
        new ArrayList<>(new RouteConfigurationReader(edge.environment()).read());
    routes.sort(Comparator.comparingInt(configured -> configured.route().order()));
    return routes;
  }

  /** Tries one route after the other until one matches, and leaves those after it. */
  private static @Nullable ConfiguredRoute walk(
      IdleEdge edge, ServerWebExchange exchange, List<ConfiguredRoute> untried, List<Tried> tried) {
    while (!untried.isEmpty()) {
      ConfiguredRoute configured = untried.removeFirst();
      String mismatch = mismatch(edge, configured, exchange);
      if (mismatch == null) {
        return configured;
      }
      tried.add(new Tried(configured, mismatch));
    }
    return null;
  }

  private static @Nullable String mismatch(
      IdleEdge edge, ConfiguredRoute configured, ServerWebExchange exchange) {
    ServedRoute served = served(edge, configured);
    for (int i = 0; i < served.predicates().size(); i++) {
      if (!served.predicates().get(i).test(exchange)) {
        return text(configured.route().predicates().get(i));
      }
    }
    return null;
  }

  private static @Nullable String target(
      IdleEdge edge, ConfiguredRoute configured, ServerWebExchange exchange) {
    return OwnFilters.target(served(edge, configured).route(), exchange);
  }

  private static ServedRoute served(IdleEdge edge, ConfiguredRoute configured) {
    return edge.bean(RouteCompiler.class).compile(List.of(configured), problem -> {}).getFirst();
  }

  private static String text(PredicateDefinition predicate) {
    return predicate.getName() + "=" + String.join(",", predicate.getArgs().values());
  }

  private static HttpRequest head(String method, URI url) {
    String path = url.getRawPath().isEmpty() ? "/" : url.getRawPath();
    String target = url.getRawQuery() == null ? path : path + "?" + url.getRawQuery();
    HttpRequest head =
        new DefaultHttpRequest(
            HttpVersion.HTTP_1_1, io.netty.handler.codec.http.HttpMethod.valueOf(method), target);
    head.headers().set(HttpHeaderNames.HOST, url.getRawAuthority());
    return head;
  }

  private static ServerWebExchange exchange(Question question, HttpRequest head) {
    HttpHeaders headers = new HttpHeaders();
    String host = head.headers().get(HttpHeaderNames.HOST);
    headers.set(HttpHeaders.HOST, host);
    if (question.environment() != null) {
      ApiKeyGenerator generator = new ApiKeyGenerator(new SecureRandom());
      headers.set(
          ApiKeyExtractor.API_KEY_HEADER, generator.newKey(question.environment()).reveal());
    }
    URI url = URI.create(question.url().getScheme() + "://" + host + head.uri());
    return new DefaultServerWebExchange(
        new ImaginedRequest(question.method(), url, headers),
        new ImaginedResponse(),
        new DefaultWebSessionManager(),
        ServerCodecConfigurer.create(),
        new AcceptHeaderLocaleContextResolver());
  }
}
