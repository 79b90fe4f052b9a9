package dev.paykore.gateway.environment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.paykore.keys.ApiKeyGenerator;
import dev.paykore.keys.Environment;
import java.security.SecureRandom;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.boot.convert.ApplicationConversionService;
import org.springframework.cloud.gateway.handler.predicate.PredicateDefinition;
import org.springframework.cloud.gateway.support.ConfigurationService;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.server.MockServerWebExchange;
import org.springframework.validation.beanvalidation.LocalValidatorFactoryBean;
import org.springframework.web.server.ServerWebExchange;

class KeyEnvironmentRoutePredicateFactoryTests {

  private final ApiKeyGenerator generator = new ApiKeyGenerator(new SecureRandom());
  private final String sandboxKey = generator.newKey(Environment.SANDBOX).reveal();
  private final String liveKey = generator.newKey(Environment.LIVE).reveal();
  private final Predicate<ServerWebExchange> sandbox = predicate("KeyEnvironment=sandbox");
  private final Predicate<ServerWebExchange> live = predicate("KeyEnvironment=live");

  @Test
  void hasTheNameThatRoutesUse() {
    assertThat(new KeyEnvironmentRoutePredicateFactory().name()).isEqualTo("KeyEnvironment");
  }

  @Test
  void tellsTwoRoutesOnOneHostApartByTheKeysPrefix() {
    assertThat(sandbox).accepts(request("X-API-Key", sandboxKey));
    assertThat(sandbox).rejects(request("X-API-Key", liveKey));
    assertThat(live).accepts(request("Authorization", "Bearer " + liveKey));
    assertThat(live).rejects(request("Authorization", "Bearer " + sandboxKey));
  }

  @Test
  void aRequestWithoutAWellFormedKeyMatchesNeither() {
    for (String presented : new String[] {"", "sk_test_short", "pk_test_" + sandboxKey}) {
      assertThat(sandbox.or(live)).as(presented).rejects(request("X-API-Key", presented));
    }
    assertThat(sandbox.or(live)).rejects(request("X-Other", sandboxKey));
  }

  @Test
  void refusesAnythingButAnEnvironmentWhenTheRouteIsMade() {
    assertThatThrownBy(() -> predicate("KeyEnvironment=Sandbox"))
        .hasMessage("environment: 'Sandbox' (expected: sandbox or live)");
  }

  private static ServerWebExchange request(String header, String value) {
    return MockServerWebExchange.from(MockServerHttpRequest.get("/").header(header, value));
  }

  /** Bound as the gateway does it for a route in YAML. */
  private static Predicate<ServerWebExchange> predicate(String shorthand) {
    KeyEnvironmentRoutePredicateFactory factory = new KeyEnvironmentRoutePredicateFactory();
    Map<String, String> arguments = new PredicateDefinition(shorthand).getArgs();
    return factory.apply(
        configurationService().with(factory).name(factory.name()).properties(arguments).bind());
  }

  private static ConfigurationService configurationService() {
    LocalValidatorFactoryBean validator = new LocalValidatorFactoryBean();
    validator.afterPropertiesSet();
    return new ConfigurationService(
        new DefaultListableBeanFactory(),
        () -> new ApplicationConversionService(),
        () -> validator);
  }
}
