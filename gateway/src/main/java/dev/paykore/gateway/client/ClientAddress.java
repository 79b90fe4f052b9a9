package dev.paykore.gateway.client;

import java.net.InetAddress;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.web.server.ServerWebExchange;

/** The address that the guard found a request to come from. */
public final class ClientAddress {

  private static final String HEADER = Client.FORWARDED_FOR.toString();

  private ClientAddress() {}

  /** The client's address; behind proxies that are not trusted, that of the nearest of them. */
  public static InetAddress of(ServerWebExchange exchange) {
    String address = textOf(exchange);
    return Objects.requireNonNull(
        address == null ? null : IpAddress.parse(address), "the guard gave this request no client");
  }

  /** The same as text, or {@code null} if no guard has seen the request. */
  public static @Nullable String textOf(ServerWebExchange exchange) {
    return exchange.getRequest().getHeaders().getFirst(HEADER);
  }
}
