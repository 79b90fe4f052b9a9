package dev.paykore.gateway.credential;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paykore.keys.ApiKeyGenerator;
import dev.paykore.keys.Environment;
import java.security.SecureRandom;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpHeaders;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.server.MockServerWebExchange;
import org.springframework.web.server.ServerWebExchange;

/** The examples are in {@code docs/errors.md}; these are the rules behind them. */
class ApiKeyExtractorTests {

  private static final String KEY =
      new ApiKeyGenerator(new SecureRandom()).newKey(Environment.LIVE).reveal();

  @Property
  void onlyTheExactFormIsAKey(@ForAll("nearlyKeys") String presented) {
    boolean exact = presented.matches("sk_(live|test)_[0-9a-f]{64}");
    assertThat(extract("X-API-Key", presented) instanceof PresentedCredential.Key).isEqualTo(exact);
    assertThat(extract("Authorization", "Bearer " + presented) instanceof PresentedCredential.Key)
        .isEqualTo(exact);
  }

  @Property
  void anAuthorizationThatIsNotOursNeverMattersBesideAnApiKey(
      @ForAll("headerValues") String value) {
    HttpHeaders headers = new HttpHeaders();
    headers.add("X-API-Key", KEY);
    headers.add("Authorization", value);
    boolean accepted = !Credentials.isOurs(value) || KEY.equals(Credentials.bearerToken(value));
    assertThat(ApiKeyExtractor.extract(headers) instanceof PresentedCredential.Key)
        .isEqualTo(accepted);
  }

  @Property
  void whatIsPresentedNeverShowsItself(@ForAll("nearlyKeys") String presented) {
    assertThat(extract("X-API-Key", presented).toString()).doesNotContain(presented);
  }

  @Test
  void extractsOnceARequest() {
    ServerWebExchange exchange =
        MockServerWebExchange.from(MockServerHttpRequest.get("/").header("X-API-Key", KEY));
    assertThat(ApiKeyExtractor.of(exchange))
        .isInstanceOf(PresentedCredential.Key.class)
        .isSameAs(ApiKeyExtractor.of(exchange));
  }

  @Provide
  Arbitrary<String> nearlyKeys() {
    Arbitrary<Integer> places = Arbitraries.integers().between(0, KEY.length() - 1);
    Arbitrary<Character> characters = Arbitraries.chars().range('!', '~');
    return Arbitraries.oneOf(
        Arbitraries.just(KEY),
        Combinators.combine(places, characters)
            .as((place, c) -> KEY.substring(0, place) + c + KEY.substring(place + 1)),
        Combinators.combine(places, characters)
            .as((place, c) -> KEY.substring(0, place) + c + KEY.substring(place)),
        places.map(place -> KEY.substring(0, place) + KEY.substring(place + 1)),
        Arbitraries.just(KEY + KEY));
  }

  @Provide
  Arbitrary<String> headerValues() {
    return Arbitraries.oneOf(
        Arbitraries.strings().withCharRange(' ', '~').ofMinLength(1).map(String::strip),
        nearlyKeys().map(key -> "Bearer " + key),
        nearlyKeys().map(key -> "Digest username=\"" + key + "\""));
  }

  private static PresentedCredential extract(String name, String value) {
    HttpHeaders headers = new HttpHeaders();
    headers.add(name, value);
    return ApiKeyExtractor.extract(headers);
  }
}
