package dev.paykore.gateway.environment;

import dev.paykore.gateway.credential.ApiKeyExtractor;
import dev.paykore.gateway.credential.PresentedCredential;
import dev.paykore.keys.Environment;
import java.util.List;
import java.util.function.Predicate;
import org.springframework.cloud.gateway.handler.predicate.AbstractRoutePredicateFactory;
import org.springframework.web.server.ServerWebExchange;

/**
 * The route predicate {@code KeyEnvironment=sandbox}, or {@code live}: matches by the prefix of the
 * presented key, so that two routes on one host are told apart by the key. It looks nothing up; a
 * request without a well-formed key matches neither.
 */
public final class KeyEnvironmentRoutePredicateFactory
    extends AbstractRoutePredicateFactory<KeyEnvironmentRoutePredicateFactory.Config> {

  public KeyEnvironmentRoutePredicateFactory() {
    super(Config.class);
  }

  @Override
  public List<String> shortcutFieldOrder() {
    return List.of("environment");
  }

  @Override
  public Predicate<ServerWebExchange> apply(Config config) {
    Environment wanted = Environment.ofWireName(config.environment);
    return exchange ->
        ApiKeyExtractor.of(exchange) instanceof PresentedCredential.Key(var key)
            && key.environment() == wanted;
  }

  /** The predicate's one argument, as the gateway binds it: by its setter. */
  public static final class Config {

    private String environment = "";

    public void setEnvironment(String environment) {
      this.environment = environment;
    }
  }
}
