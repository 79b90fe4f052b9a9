package dev.paykore.console.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paykore.console.Console;
import dev.paykore.console.Visitor;
import dev.paykore.console.partner.Partner;
import dev.paykore.console.user.Caller;
import dev.paykore.console.user.DisableMember;
import dev.paykore.console.user.User;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SecurityTests {

  private static final String WRONG = "E-mail or password is wrong.";

  private final Partner partner = Console.partner();
  private final String email = Console.email();
  private User member;

  @BeforeEach
  void makeMember() {
    member = Console.bootstrap().createMember(partner.id(), email, Console.PASSWORD);
  }

  @Test
  void cookiesAreBoundToThisHostAndHiddenFromScripts() {
    HttpResponse<String> answer = Visitor.stranger().logIn(email, Console.PASSWORD);
    assertThat(answer.statusCode()).isEqualTo(303);
    assertThat(answer.headers().allValues("Set-Cookie"))
        .anySatisfy(
            cookie ->
                assertThat(cookie)
                    .startsWith("__Host-session=")
                    .contains("Path=/; ", "Secure", "HTTPOnly", "SameSite=Lax")
                    .doesNotContain("Domain"));
  }

  @Test
  void everyPageHasAStrictPolicyAndIsNotStored() {
    HttpResponse<String> page = Visitor.loggedIn(email).get("/settings/api-keys");
    assertThat(page.headers().firstValue("Content-Security-Policy").orElse(""))
        .contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'")
        .doesNotContain("unsafe", "*");
    assertThat(page.headers().firstValue("Cache-Control").orElse("")).contains("no-store");
    assertThat(page.headers().firstValue("Referrer-Policy")).contains("no-referrer");
    assertThat(page.headers().firstValue("Content-Type")).contains("text/html;charset=UTF-8");
    assertThat(page.body())
        .doesNotContain("<script>", "style=\"", "onclick", "hx-on", "javascript:");
  }

  @Test
  void anUnknownAccountIsAnsweredLikeAWrongPassword() {
    HttpResponse<String> unknown = Visitor.stranger().logIn(Console.email(), Console.PASSWORD);
    HttpResponse<String> wrong = Visitor.stranger().logIn(email, "another password");
    assertThat(unknown.statusCode()).isEqualTo(400).isEqualTo(wrong.statusCode());
    assertThat(unknown.body()).contains(WRONG);
    assertThat(wrong.body()).contains(WRONG);
  }

  @Test
  void tooManyWrongPasswordsAreSlowedWhetherOrNotThereIsSuchAnAccount() {
    for (String account : List.of(email, Console.email())) {
      for (int i = 0; i < 10; i++) {
        assertThat(Visitor.stranger().logIn(account, "wrong " + i).statusCode()).isEqualTo(400);
      }
      HttpResponse<String> refused = Visitor.stranger().logIn(account, Console.PASSWORD);
      assertThat(refused.statusCode()).isEqualTo(429);
      assertThat(refused.body()).contains("Too many attempts. Try again in 15 minutes.");
    }
    assertThat(Visitor.loggedIn(anotherMember()).get("/account").statusCode()).isEqualTo(200);
  }

  private String anotherMember() {
    String another = Console.email();
    Console.bootstrap().createMember(partner.id(), another, Console.PASSWORD);
    return another;
  }

  @Test
  void aFormWithoutItsTokenChangesNothing() {
    Visitor visitor = Visitor.loggedIn(email);
    String path = "/partners/" + partner.id() + "/keys";
    Map<String, String> fields = Map.of("label", "forged", "environment", "sandbox");
    assertThat(visitor.postAsIs(path, fields).statusCode()).isEqualTo(403);
    assertThat(visitor.forget("__Host-csrf").postAsIs(path, fields).statusCode()).isEqualTo(403);
    assertThat(visitor.get(path).body()).doesNotContain("forged");
  }

  @Test
  void loggingInMakesANewSession() {
    Visitor visitor = Visitor.loggedIn(email);
    String before = visitor.cookie("__Host-session");
    visitor.logIn(email, Console.PASSWORD);
    assertThat(visitor.cookie("__Host-session")).isNotEqualTo(before);
  }

  @Test
  void loggingOutEndsTheSessionOnTheServer() {
    Visitor visitor = Visitor.loggedIn(email);
    Visitor copy = visitor.copy();
    visitor.post("/logout", Map.of());
    assertThat(copy.get("/account").statusCode()).isEqualTo(302);
  }

  @Test
  void aDisabledMemberIsOutWithTheNextRequest() {
    Visitor visitor = Visitor.loggedIn(email);
    Console.bean(DisableMember.class).disable(Caller.SYSTEM, partner.id(), member.id()).block();
    assertThat(visitor.get("/account").statusCode()).isEqualTo(302);
    assertThat(Visitor.stranger().logIn(email, Console.PASSWORD).body()).contains(WRONG);
  }

  @Test
  void aNewPasswordEndsAllOtherSessions() {
    Visitor visitor = Visitor.loggedIn(email);
    Visitor elsewhere = Visitor.loggedIn(email);
    Map<String, String> fields =
        Map.of("currentPassword", Console.PASSWORD, "newPassword", "another good password");
    assertThat(visitor.post("/account/password", fields).statusCode()).isEqualTo(303);
    assertThat(visitor.get("/account").statusCode()).isEqualTo(200);
    assertThat(elsewhere.get("/account").statusCode()).isEqualTo(302);
  }

  @Test
  void aWeakPasswordIsRefusedBesideItsField() {
    Visitor visitor = Visitor.loggedIn(email);
    for (String weak : List.of("short", "aaaaaaaaaaaaaaaa", Console.PASSWORD, "é".repeat(40))) {
      Map<String, String> fields = Map.of("currentPassword", Console.PASSWORD, "newPassword", weak);
      HttpResponse<String> answer = visitor.post("/account/password", fields);
      assertThat(answer.statusCode()).as(weak).isEqualTo(400);
      assertThat(answer.body()).contains("new_password-error");
    }
  }

  @Test
  void passwordsAndTokensAreKeptAsHashesOnly() {
    String token = Console.bootstrap().createToken("kept", null).secret();
    String users = all("users");
    assertThat(users).contains("$2a$12$").doesNotContain(Console.PASSWORD);
    assertThat(all("api_tokens")).doesNotContain(token, token.substring(4));
  }

  private static String all(String table) {
    return Console.database()
        .sql("SELECT string_agg(t::text, ' ') FROM " + table + " t")
        .map(row -> row.get(0, String.class))
        .one()
        .block();
  }
}
