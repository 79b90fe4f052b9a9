package dev.paykore.gateway.edge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paykore.gateway.stores.IssuedKey;
import dev.paykore.gateway.stores.Stores;
import dev.paykore.gateway.testing.Downstream;
import dev.paykore.gateway.testing.RawResponse;
import dev.paykore.keys.Environment;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a route's filters make of a request, as its downstream gets it. */
class RouteFilterTests {

  private static Stores stores;
  private static IssuedKey key;
  private static Downstream downstream;
  private static EdgeOnRoute edge;

  @BeforeAll
  static void start() {
    stores = Stores.start();
    key = stores.issue(Environment.SANDBOX);
    downstream = Downstream.answering("ok");
    edge = EdgeOnRoute.with(routes(), stores);
  }

  @AfterAll
  static void stop() {
    edge.close();
    downstream.close();
    stores.close();
  }

  @BeforeEach
  void forget() {
    downstream.forget();
  }

  @Test
  void pathAndQueryAreAsTheFiltersLeaveThem() {
    send("GET /v1/a%20b/c?x=%5B1%5D&y&&z=");
    assertThat(downstream.lastHead()).startsWith("GET /v1/a%20b/c?x=%5B1%5D&y&&z= HTTP/1.1\r\n");
    send("GET /strip/a%20b?x=%5B1%5D");
    assertThat(downstream.lastHead()).startsWith("GET /a%20b?x=%5B1%5D HTTP/1.1\r\n");
    send("GET /strip");
    assertThat(downstream.lastHead()).startsWith("GET / HTTP/1.1\r\n");
  }

  @Test
  void aHeaderOfTheirsIsAdded() {
    send("GET /added/a");
    assertThat(downstream.received("X-Added")).containsExactly("of the route");
  }

  @Test
  void aHeaderOfTheirsThatWouldBeTwoIsNotSent() {
    assertThat(send("GET /split/a").status()).isEqualTo(500);
    assertThat(downstream.heads()).isEmpty();
  }

  @Test
  void theEdgeInventsNoHeaders() {
    send("GET /v1/a");
    assertThat(downstream.received("User-Agent")).isEmpty();
    assertThat(downstream.received("Accept")).isEmpty();
    assertThat(downstream.received("Content-Length")).isEmpty();
    assertThat(downstream.received("Transfer-Encoding")).isEmpty();
    assertThat(downstream.received("Host")).containsExactly("localhost:" + downstream.port());
  }

  @Test
  void aMethodWithAMeaningForABodySaysThatItHasNone() {
    send("POST /v1/a");
    assertThat(downstream.received("Content-Length")).containsExactly("0");
    send("DELETE /v1/a");
    assertThat(downstream.received("Content-Length")).isEmpty();
  }

  private static RawResponse send(String request) {
    return edge.edge().send(request, "X-API-Key: " + key.key().reveal());
  }

  private static String routes() {
    return """
        paykore:
          edge:
            routes:
              - id: strip
                uri: %1$s
                predicates: [ "Path=/strip/**" ]
                filters: [ "StripPrefix=1" ]
                metadata: { environment: sandbox }
              - id: added
                uri: %1$s
                predicates: [ "Path=/added/**" ]
                filters: [ "AddRequestHeader=X-Added, of the route" ]
                metadata: { environment: sandbox }
              - id: split
                uri: %1$s
                predicates: [ "Path=/split/**" ]
                filters: [ "AddRequestHeader=X-Added, a\\r\\nX-Evil: b" ]
                metadata: { environment: sandbox }
              - id: plain
                uri: %1$s
                predicates: [ "Path=/v1/**" ]
                metadata: { environment: sandbox }
        """
        .formatted(downstream.url());
  }
}
