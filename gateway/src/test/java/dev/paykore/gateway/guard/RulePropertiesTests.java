package dev.paykore.gateway.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

import dev.paykore.gateway.client.TrustedProxies;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.handler.codec.http.DefaultHttpHeadersFactory;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.springframework.http.server.PathContainer;
import org.springframework.web.util.UriComponentsBuilder;

/** What holds for whatever passes the rules, and for whatever a client makes up. */
class RulePropertiesTests {

  private static final List<String> PIECES =
      List.of(
          "/",
          "//",
          ".",
          "..",
          "%2e",
          "%2E",
          "%2f",
          "%5C",
          "%3b",
          "%00",
          "%0a",
          "%25",
          "%252e",
          "%",
          "%c0",
          "%ae",
          "%e2%82%ac",
          "%c2",
          "%85",
          "\\",
          ";",
          ";a=b",
          "?",
          "#",
          "a",
          "B",
          "1",
          "-",
          "_",
          "~",
          "@",
          ":",
          "*",
          "|",
          "\u00e4",
          "%41",
          "2e",
          "%32",
          "%65",
          "http://a",
          "HTTPS://A");

  private final RequestRules rules = new RequestRules(100);
  private final Normalisation normalisation =
      new Normalisation(new TrustedProxies(List.of()), new SimpleMeterRegistry());

  @Provide
  Arbitrary<String> targets() {
    return Arbitraries.of(PIECES).list().ofMaxSize(8).map(pieces -> "/" + String.join("", pieces));
  }

  @Provide
  Arbitrary<String> anyTargets() {
    Arbitrary<String> starts = Arbitraries.of("", "http://a", "HTTPS://A", "http://b", "x");
    return Combinators.combine(starts, targets()).as(String::concat);
  }

  @Provide
  Arbitrary<String> hosts() {
    return Arbitraries.of("a", "B", "1", ".", "-", ":", ":80", "[::1]", "127.0.0.1", "@", "_", "%")
        .list()
        .ofMinSize(1)
        .ofMaxSize(4)
        .map(pieces -> String.join("", pieces));
  }

  @Property(tries = 5_000)
  void aPathThatPassesIsReadAlikeByEveryone(@ForAll("targets") String target) {
    Assume.that(passes(target));
    URI uri = URI.create("http://a" + target);
    assertThat(uri.normalize().getRawPath()).isEqualTo(uri.getRawPath());
    assertThat(PathContainer.parsePath(uri.getRawPath()).value()).isEqualTo(uri.getRawPath());
    URI pathOnly = URI.create("http://a" + uri.getRawPath());
    assertThat(UriComponentsBuilder.fromUri(pathOnly).build(true).getPath())
        .isEqualTo(uri.getRawPath());
  }

  @Property(tries = 5_000)
  void decodingAPathThatPassesBringsUpNothingNew(@ForAll("targets") String target) {
    Assume.that(passes(target));
    String path = URI.create("http://a" + target).getRawPath();
    String decoded = URLDecoder.decode(path.replace("+", "%2B"), StandardCharsets.UTF_8);
    assertThat(decoded.chars().filter(c -> c == '/').count())
        .isEqualTo(path.chars().filter(c -> c == '/').count());
    assertThat(decoded).doesNotContain("\\", "//", "/../", "/./", "\0").doesNotMatch(".*/\\.\\.?");
    assertThat(decoded).doesNotContain("/.;", "/..;");
    assertThat(decoded).doesNotContainPattern("%[0-9A-Fa-f]{2}");
  }

  @Property(tries = 5_000, maxDiscardRatio = 50)
  void normalisingTwiceIsNormalisingOnceAndPassesAgain(@ForAll("anyTargets") String target) {
    HttpRequest head = head(target, "a");
    Assume.that(rules.check(head).equals(Verdict.PASSED));
    normalisation.apply(head, "req_4kMnO5pQrS", null);
    String once = head.uri();
    assertThat(once).startsWith("/");
    assertThat(rules.check(head)).isSameAs(Verdict.PASSED);
    normalisation.apply(head, "req_4kMnO5pQrS", null);
    assertThat(head.uri()).isEqualTo(once);
  }

  @Property(tries = 5_000)
  void aHostThatPassesIsOneThatAUriCanHave(@ForAll("hosts") String host) {
    Assume.that(HostRule.isHost(host));
    assertThatNoException().isThrownBy(() -> URI.create("http://" + host + "/"));
    assertThat(URI.create("http://" + host + "/").getRawAuthority()).isEqualTo(host);
  }

  @Property
  void noSpellingOfAnIdentityHeaderPasses(
      @ForAll("identityNames") String name, @ForAll("identityNames") String other) {
    HttpHeaders headers = unvalidated();
    headers.add("Host", "a").add(name, "1").add(other, "2").add("Accept", "*/*");
    InboundHeaders.clean(headers, "req_4kMnO5pQrS");
    assertThat(headers.names()).containsExactlyInAnyOrder("Host", "Accept", "X-Request-Id");
    assertThat(headers.getAll("X-Request-Id")).containsExactly("req_4kMnO5pQrS");
  }

  @Property
  void noSpellingOfAProtectedHeaderMayBeNominated(
      @ForAll("identityNames") String name, @ForAll("lists") String list) {
    HttpRequest head = head("/", "a");
    head.headers().set("Connection", list.formatted(name));
    assertThat(rules.check(head)).isInstanceOf(Verdict.Refused.class);
  }

  @Property(tries = 2_000)
  void noRuleEverThrows(
      @ForAll("anyTargets") String target, @ForAll String host, @ForAll String header) {
    HttpRequest head = head(target, host);
    head.headers().set("Connection", header).set("Transfer-Encoding", header);
    head.headers().set("Expect", header).set("Upgrade", header).add("Content-Length", header);
    assertThatNoException().isThrownBy(() -> rules.check(head));
  }

  @Provide
  Arbitrary<String> identityNames() {
    Arbitrary<String> names =
        Arbitraries.of(
            "X-PayKore-Partner-Id",
            "X-PayKore-Key-Id",
            "X-PayKore-",
            "X-PayKore-Anything-At-All",
            "X-Forwarded-For",
            "X-Forwarded-Prefix",
            "Forwarded",
            "X-Real-IP",
            "True-Client-IP",
            "X-Request-Id");
    return names.flatMap(
        name ->
            Arbitraries.of(
                name,
                name.toLowerCase(Locale.ROOT),
                name.toUpperCase(Locale.ROOT),
                name.replaceFirst("-", "_")));
  }

  @Provide
  Arbitrary<String> lists() {
    return Arbitraries.of("%s", "close, %s", " %s ,keep-alive", ",,%s", "a,b,\t%s\t,c");
  }

  private boolean passes(String target) {
    return rules.check(head(target, "a")).equals(Verdict.PASSED);
  }

  private static HttpRequest head(String target, String host) {
    HttpHeaders headers = unvalidated().add("Host", host);
    return new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, target, headers);
  }

  private static HttpHeaders unvalidated() {
    return DefaultHttpHeadersFactory.headersFactory().withValidation(false).newHeaders();
  }
}
