package dev.paykore.gateway.handler;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.ServerWebExchangeDecorator;

/**
 * An exchange with room for what the stages of a request leave on it. The framework's has room for
 * twelve attributes and moves them all to a larger table when the next one comes.
 */
final class EdgeExchange extends ServerWebExchangeDecorator {

  private static final int USUAL_ATTRIBUTES = 16;

  private final Map<String, Object> attributes = new ConcurrentHashMap<>(USUAL_ATTRIBUTES);

  EdgeExchange(ServerWebExchange exchange) {
    super(exchange);
    attributes.putAll(exchange.getAttributes());
  }

  @Override
  public Map<String, Object> getAttributes() {
    return attributes;
  }
}
