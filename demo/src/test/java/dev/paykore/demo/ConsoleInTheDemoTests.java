package dev.paykore.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paykore.console.web.Browser;
import dev.paykore.console.web.WithBrowser;
import dev.paykore.servers.FreePort;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A partner's member in a browser, and the partner's servers at the edge, at the same time. */
@WithBrowser
class ConsoleInTheDemoTests {

  private static final String CURRENT = "[sse-swap=live-secrets] tr:has(.badge.active)";
  private static final String RETIRING = "[sse-swap=live-secrets] tr:has(.badge.rotating)";
  private static final String REQUESTS = " [data-label=Requests]";

  private static DemoProcess demo;

  private Browser browser;

  @BeforeAll
  static void startDemo() {
    demo = DemoProcess.start(FreePort.next(), FreePort.next());
    demo.awaitGreeting();
  }

  @AfterAll
  static void endDemo() {
    demo.close();
  }

  @BeforeEach
  void logIn() {
    browser = Browser.start(value("PAYKORE_CONSOLE"));
    browser.logIn(value("PAYKORE_CONSOLE_USER"), value("PAYKORE_CONSOLE_PASSWORD"));
  }

  @AfterEach
  void leave() {
    browser.close();
  }

  @Test
  void aNewKeyIsShownOnceAndItsUseIsCountedWithoutReloading() {
    String secret = createKey("counted");
    assertThat(secret).startsWith("sk_test_");
    openPageOfKey();
    assertThat(browser.source()).doesNotContain(secret);
    browser.script("window.notReloaded = true");

    use(secret, 3);
    browser.waitForText("#total-allowed", "3");
    use(secret, 4);
    browser.waitForText("#total-allowed", "7");
    assertThat(browser.script("return window.notReloaded")).isEqualTo(true);
    assertThat(browser.complaints()).isEmpty();
  }

  @Test
  void bothSecretsWorkDuringARotationAndOnlyTheSecondOnceItIsFinished() {
    String first = createKey("rotated");
    openPageOfKey();
    String second = rotate();
    assertThat(second).startsWith("sk_test_").isNotEqualTo(first);
    openPageOfKey();
    browser.waitForText(".badges", "Rotating");
    use(second, 2);
    use(first, 3);
    browser.waitForText(CURRENT, lastFour(second)).waitForText(CURRENT + REQUESTS, "2");
    browser.waitForText(RETIRING, lastFour(first)).waitForText(RETIRING + REQUESTS, "3");

    browser.press("Finish rotation now").waitForText(".badges", "Active");
    assertThat(status(first)).isEqualTo(401);
    assertThat(status(second)).isEqualTo(200);
  }

  @Test
  void aRevokedKeyIsRefusedAtOnce() {
    String secret = createKey("revoked");
    openPageOfKey();
    use(secret, 2);
    browser.press("Revoke key…").press("Revoke key");
    browser.waitForText(".notice", "Refused at every edge");
    assertThat(status(secret)).isEqualTo(401);
    assertThat(demo.getWith(secret, "/v1/wallets").body()).contains("\"code\":\"INVALID_API_KEY\"");
    browser.waitForText(".badges", "Revoked");
  }

  @Test
  void anErrorOfTheEdgeIsFoundByItsRequestId() {
    String secret = createKey("looked-up");
    openPageOfKey();
    HttpResponse<String> error = demo.getWith(secret, "/nowhere");
    assertThat(error.statusCode()).isEqualTo(404);
    browser.waitForText("#total-errors", "1");
    lookUp(requestId(error));
    browser.waitForText(".badge", "404").waitForText(".facts", "looked-up");
  }

  /** Creates a key for the sandbox and gives the secret that is shown. */
  private String createKey(String label) {
    browser.press("Create key").waitFor("#label");
    browser.type("label", label).click("form.card button.primary");
    return shownSecret();
  }

  private String rotate() {
    browser.press("Rotate secret").click("details[open] button.primary");
    return shownSecret();
  }

  private String shownSecret() {
    return browser.waitFor("#secret").find("#secret").getDomProperty("value");
  }

  private void openPageOfKey() {
    browser.press("I have stored it").waitFor("#total-allowed");
  }

  private void lookUp(String requestId) {
    browser.press("Requests").waitFor("#id");
    browser.type("id", requestId).press("Look up");
  }

  private static void use(String secret, int times) {
    for (int i = 0; i < times; i++) {
      assertThat(status(secret)).isEqualTo(200);
    }
  }

  private static int status(String secret) {
    return demo.getWith(secret, "/v1/wallets").statusCode();
  }

  private static String requestId(HttpResponse<String> answer) {
    return answer.headers().firstValue("X-Request-Id").orElseThrow();
  }

  private static String lastFour(String secret) {
    return secret.substring(secret.length() - 4);
  }

  private static String value(String name) {
    return demo.values().get(name);
  }
}
