package dev.paykore.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paykore.console.key.Label;
import dev.paykore.console.key.NewKey;
import dev.paykore.console.partner.Partner;
import dev.paykore.keys.Environment;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.springframework.web.reactive.result.method.annotation.RequestMappingHandlerMapping;

/** Every endpoint × {the owner, another partner, an operator, nobody}; what is not listed fails. */
class AccessMatrixTests {

  /** What each of the four is answered. */
  private record Row(String endpoint, int owner, int other, int operator, int nobody) {

    String method() {
      return endpoint.substring(0, endpoint.indexOf(' '));
    }

    String path() {
      return endpoint.substring(endpoint.indexOf(' ') + 1);
    }

    boolean isApi() {
      return path().startsWith("/api/");
    }
  }

  private static final List<Row> ROWS =
      List.of(
          new Row("GET /api/openapi.json", 200, 200, 200, 200),
          new Row("GET /api/v1/partners", 200, 200, 200, 401),
          new Row("POST /api/v1/partners", 403, 403, 201, 401),
          new Row("GET /api/v1/partners/{id}", 200, 404, 200, 401),
          new Row("PATCH /api/v1/partners/{id}", 403, 404, 200, 401),
          new Row("POST /api/v1/partners/{id}/suspend", 403, 404, 200, 401),
          new Row("POST /api/v1/partners/{id}/resume", 403, 404, 409, 401),
          new Row("GET /api/v1/partners/{id}/keys", 200, 404, 200, 401),
          new Row("POST /api/v1/partners/{id}/keys", 201, 404, 201, 401),
          new Row("GET /api/v1/keys/{id}", 200, 404, 200, 401),
          new Row("PATCH /api/v1/keys/{id}", 200, 404, 200, 401),
          new Row("POST /api/v1/keys/{id}/rotate", 200, 404, 200, 401),
          new Row("POST /api/v1/keys/{id}/finish-rotation", 409, 404, 409, 401),
          new Row("POST /api/v1/keys/{id}/revoke", 200, 404, 200, 401),
          new Row("GET /api/v1/keys/{id}/usage", 200, 404, 200, 401),
          new Row("GET /api/v1/requests/{id}", 200, 404, 200, 401),
          new Row("GET /api/v1/audit-events", 200, 200, 200, 401),
          new Row("GET /login", 200, 200, 200, 200),
          new Row("POST /login", 400, 400, 400, 400),
          new Row("GET /", 303, 303, 303, 302),
          new Row("POST /logout", 303, 303, 303, 302),
          new Row("GET /settings/api-keys", 200, 200, 303, 302),
          new Row("GET /partners/{id}/keys", 200, 404, 200, 302),
          new Row("GET /partners/{id}/keys/new", 200, 404, 200, 302),
          new Row("POST /partners/{id}/keys", 200, 404, 200, 302),
          new Row("GET /keys/{id}", 200, 404, 200, 302),
          new Row("GET /keys/{id}/live", 200, 404, 200, 302),
          new Row("POST /keys/{id}/rename", 303, 404, 303, 302),
          new Row("POST /keys/{id}/rotate", 200, 404, 200, 302),
          new Row("POST /keys/{id}/finish-rotation", 409, 404, 409, 302),
          new Row("POST /keys/{id}/revoke", 303, 404, 303, 302),
          new Row("GET /partners", 403, 403, 200, 302),
          new Row("GET /partners/new", 403, 403, 200, 302),
          new Row("POST /partners", 403, 403, 303, 302),
          new Row("GET /partners/{id}", 403, 403, 200, 302),
          new Row("POST /partners/{id}/plan", 403, 404, 303, 302),
          new Row("POST /partners/{id}/suspend", 403, 404, 303, 302),
          new Row("POST /partners/{id}/resume", 403, 404, 409, 302),
          new Row("GET /partners/{id}/members", 403, 404, 200, 302),
          new Row("POST /partners/{id}/members", 403, 404, 303, 302),
          new Row("POST /partners/{id}/members/{user}/disable", 403, 404, 303, 302),
          new Row("GET /tokens", 403, 403, 200, 302),
          new Row("POST /tokens", 403, 403, 200, 302),
          new Row("POST /tokens/{id}/revoke", 403, 403, 303, 302),
          new Row("GET /requests", 200, 200, 200, 302),
          new Row("GET /audit", 200, 200, 200, 302),
          new Row("GET /account", 200, 200, 200, 302),
          new Row("POST /account/password", 400, 400, 400, 302));

  private static final Partner OWNER = Console.partner();
  private static final Partner OTHER = Console.partner();
  private static final String OPERATOR = Console.email();
  private static final String OWNING_MEMBER = Console.email();
  private static final String OTHER_MEMBER = Console.email();
  private static final String OPERATOR_TOKEN = token(null);
  private static final String OTHER_TOKEN = token(OTHER.id());

  static {
    Console.bootstrap().createOperator(OPERATOR, Console.PASSWORD);
    Console.bootstrap().createMember(OWNER.id(), OWNING_MEMBER, Console.PASSWORD);
    Console.bootstrap().createMember(OTHER.id(), OTHER_MEMBER, Console.PASSWORD);
  }

  private static final Visitor OPERATOR_VISITOR = Visitor.loggedIn(OPERATOR);
  private static final Visitor OWNING_VISITOR = Visitor.loggedIn(OWNING_MEMBER);
  private static final Visitor OTHER_VISITOR = Visitor.loggedIn(OTHER_MEMBER);

  @Test
  void everyEndpointIsListed() {
    Set<String> endpoints =
        Console.bean(RequestMappingHandlerMapping.class).getHandlerMethods().entrySet().stream()
            .filter(entry -> isOurs(entry.getValue().getBeanType()))
            .map(Map.Entry::getKey)
            .flatMap(
                info ->
                    info.getMethodsCondition().getMethods().stream()
                        .flatMap(
                            method ->
                                info.getPatternsCondition().getPatterns().stream()
                                    .map(path -> method + " " + path)))
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(endpoints)
        .containsExactlyInAnyOrderElementsOf(ROWS.stream().map(Row::endpoint).toList());
  }

  private static boolean isOurs(Class<?> type) {
    return type.getName().startsWith("dev.paykore.");
  }

  @TestFactory
  Stream<DynamicTest> everybodyIsAnsweredWhatTheMatrixSays() {
    return ROWS.stream().flatMap(AccessMatrixTests::tests);
  }

  private static Stream<DynamicTest> tests(Row row) {
    return Stream.of(
        test(row, "nobody", row.nobody(), Console::partner, fixture -> Visitor.stranger()),
        test(
            row,
            "the other partner",
            row.other(),
            Console::partner,
            f -> row.isApi() ? Visitor.withToken(OTHER_TOKEN) : other(row)),
        test(
            row,
            "the owner",
            row.owner(),
            () -> OWNER,
            f -> row.isApi() ? Visitor.withToken(f.token()) : owner(row)),
        test(
            row,
            "an operator",
            row.operator(),
            Console::partner,
            f -> row.isApi() ? Visitor.withToken(OPERATOR_TOKEN) : operator(row)));
  }

  /** Logging out would end a session that others share. */
  private static Visitor owner(Row row) {
    return ends(row) ? Visitor.loggedIn(OWNING_MEMBER) : OWNING_VISITOR;
  }

  private static Visitor other(Row row) {
    return ends(row) ? Visitor.loggedIn(OTHER_MEMBER) : OTHER_VISITOR;
  }

  private static Visitor operator(Row row) {
    return ends(row) ? Visitor.loggedIn(OPERATOR) : OPERATOR_VISITOR;
  }

  private static boolean ends(Row row) {
    return row.path().equals("/logout");
  }

  private static DynamicTest test(
      Row row,
      String who,
      int expected,
      Supplier<Partner> partner,
      Function<Fixture, Visitor> visitor) {
    return DynamicTest.dynamicTest(
        row.endpoint() + " by " + who,
        () -> {
          Fixture fixture = Fixture.make(row, partner.get());
          String path = fixture.fill(row.path());
          int status = visitor.apply(fixture).send(row.method(), path, fixture.input(row));
          assertThat(status).isEqualTo(expected);
        });
  }

  private static String token(String partnerId) {
    return Console.bootstrap().createToken("matrix", partnerId).secret();
  }

  /**
   * All that endpoints speak of, made anew for each cell; the partner is too, but for the owner.
   */
  private record Fixture(
      String partnerId, String keyId, String userId, String tokenId, String token) {

    static Fixture make(Row row, Partner partner) {
      String user = row.path().contains("{user}") ? member(partner.id(), Console.email()) : "";
      NewKey wanted = new NewKey(new Label("matrix"), Environment.SANDBOX, null);
      var key = Console.bootstrap().createKey(partner.id(), wanted).key();
      var token = Console.bootstrap().createToken("matrix", partner.id());
      Edges.fail(key, "req_matrix0000");
      return new Fixture(partner.id(), key.id(), user, token.token().id(), token.secret());
    }

    private static String member(String partnerId, String email) {
      return Console.bootstrap().createMember(partnerId, email, Console.PASSWORD).id();
    }

    String fill(String path) {
      String id = path.contains("/partners/") ? partnerId : keyId;
      String last = path.contains("/tokens/") ? tokenId : id;
      return path.replace("{user}", userId)
          .replace("{id}", path.contains("/requests/") ? "req_matrix0000" : last);
    }

    /** An input that is right, as the fields of a form or of a JSON object. */
    Map<String, Object> input(Row row) {
      Map<String, Object> input = new LinkedHashMap<>();
      String path = row.path();
      if (row.method().equals("GET")) {
        return input;
      }
      if (path.endsWith("/keys")) {
        input.put("label", "made");
        input.put("environment", "sandbox");
      } else if (path.endsWith("/rename") || path.endsWith("/keys/{id}")) {
        input.put("label", "renamed");
      } else if (path.endsWith("/rotate")) {
        input.put(row.isApi() ? "overlap_seconds" : "overlap", row.isApi() ? (Object) 60 : "1h");
      } else if (path.endsWith("/members")) {
        input.put("email", Console.email());
        input.put("password", Console.PASSWORD);
      } else if (path.endsWith("/partners")
          || path.endsWith("/partners/{id}")
          || path.endsWith("/plan")) {
        input.put("name", "Made");
        input.put("tier", "starter");
      } else if (path.equals("/tokens")) {
        input.put("name", "made");
      }
      return input;
    }
  }
}
