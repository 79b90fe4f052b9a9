package dev.paykore.k8s.stores;

import com.sun.net.httpserver.HttpServer;
import dev.paykore.console.ConsoleApplication;
import dev.paykore.console.ConsoleBootstrap;
import dev.paykore.console.key.IssuedKey;
import dev.paykore.console.key.Label;
import dev.paykore.console.key.NewKey;
import dev.paykore.console.partner.PartnerPlan;
import dev.paykore.gateway.GatewayApplication;
import dev.paykore.keys.Environment;
import dev.paykore.keys.PresentedKey;
import dev.paykore.keys.Tier;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** One edge, one console and a wallet service, in this process. */
final class EdgeAndConsole implements AutoCloseable {

  /** What the wallet service fails at. */
  static final String BROKEN = "/v1/wallets/broken";

  /** What the console's libraries on the same class path would add to the edge. */
  private static final String OF_THE_CONSOLE =
      String.join(
          ",",
          "org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration",
          "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration",
          "org.springframework.boot.security.autoconfigure.ReactiveUserDetailsServiceAutoConfiguration",
          "org.springframework.boot.security.autoconfigure.SecurityAutoConfiguration",
          "org.springframework.boot.security.autoconfigure.actuate.web.reactive.ReactiveManagementWebSecurityAutoConfiguration",
          "org.springframework.boot.security.autoconfigure.web.reactive.ReactiveWebSecurityAutoConfiguration",
          "org.springframework.boot.thymeleaf.autoconfigure.ThymeleafAutoConfiguration");

  private final HttpServer wallets;
  private final ConfigurableApplicationContext console;
  private final ConfigurableApplicationContext edge;
  private final HttpClient client = HttpClient.newHttpClient();

  private EdgeAndConsole(StoreUsers users) {
    wallets = wallets();
    console = startConsole(users);
    edge = startEdge(users, wallets.getAddress().getPort());
  }

  static EdgeAndConsole start(StoreUsers users) {
    return new EdgeAndConsole(users);
  }

  <T> T console(Class<T> part) {
    return console.getBean(part);
  }

  /** A new partner's key for the sandbox. */
  IssuedKey issue() {
    ConsoleBootstrap bootstrap = console(ConsoleBootstrap.class);
    String partner = bootstrap.createPartner(new PartnerPlan("Acme", Tier.STARTER, null)).id();
    return bootstrap.createKey(partner, new NewKey(new Label("api"), Environment.SANDBOX, null));
  }

  HttpResponse<String> ask(PresentedKey key) {
    return ask(key, "/v1/wallets");
  }

  HttpResponse<String> ask(PresentedKey key, String path) {
    URI uri = URI.create("http://localhost:" + port("local.server.port") + path);
    return send(HttpRequest.newBuilder(uri).header("X-API-Key", key.reveal()).build());
  }

  String metrics() {
    String management = "http://localhost:" + port("local.management.port");
    return send(HttpRequest.newBuilder(URI.create(management + "/actuator/prometheus")).build())
        .body();
  }

  @Override
  public void close() {
    client.close();
    edge.close();
    console.close();
    wallets.stop(0);
  }

  private String port(String property) {
    return edge.getEnvironment().getRequiredProperty(property);
  }

  private HttpResponse<String> send(HttpRequest request) {
    try {
      return client.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static HttpServer wallets() {
    try {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.createContext(
          "/",
          exchange -> {
            boolean broken = exchange.getRequestURI().getPath().equals(BROKEN);
            exchange.sendResponseHeaders(broken ? 500 : 200, -1);
            exchange.close();
          });
      server.start();
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** As the Deployment starts it: it does not migrate. */
  private static ConfigurableApplicationContext startConsole(StoreUsers users) {
    List<String> properties =
        new ArrayList<>(users.properties(StoreUsers.CONSOLE, "paykore_console_login"));
    properties.add("spring.flyway.enabled=false");
    return run(ConsoleApplication.application(), properties);
  }

  private static ConfigurableApplicationContext startEdge(StoreUsers users, int wallets) {
    List<String> properties = new ArrayList<>(users.properties(StoreUsers.EDGE, "paykore_edge"));
    Path config = Path.of("..", "config").toAbsolutePath().normalize();
    properties.add("spring.config.additional-location=" + config.toUri());
    properties.add("spring.autoconfigure.exclude=" + OF_THE_CONSOLE);
    properties.add("PAYKORE_WALLETS_SANDBOX_URL=http://localhost:" + wallets);
    properties.add("paykore.edge.server.drain-delay=0s");
    properties.add("paykore.edge.redis.timeout=5s");
    properties.add("paykore.edge.authentication.postgres-timeout=5s");
    return run(new SpringApplicationBuilder(GatewayApplication.class), properties);
  }

  private static ConfigurableApplicationContext run(
      SpringApplicationBuilder application, List<String> properties) {
    List<String> arguments =
        new ArrayList<>(List.of("--server.port=0", "--management.server.port=0"));
    properties.forEach(property -> arguments.add("--" + property));
    return application.registerShutdownHook(false).run(arguments.toArray(String[]::new));
  }
}
