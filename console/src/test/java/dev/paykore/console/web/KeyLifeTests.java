package dev.paykore.console.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paykore.console.Console;
import dev.paykore.console.Edges;
import dev.paykore.console.key.ApiKey;
import dev.paykore.console.key.Keys;
import dev.paykore.console.partner.Partner;
import dev.paykore.console.user.Caller;
import dev.paykore.keys.ApiKeyRecord;
import dev.paykore.keys.ApiKeyRecord.Status;
import dev.paykore.keys.PresentedKey;
import dev.paykore.keys.redis.RedisRecords;
import dev.paykore.keys.redis.StoredRecord;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A key's life as a member sees it in the browser, and as an edge sees it in Redis. */
@WithBrowser
class KeyLifeTests {

  private final Browser browser = Browser.start(Console.url());
  private final Partner partner = Console.partner();
  private final String email = Console.email();
  private final RedisRecords edge = new RedisRecords(() -> Console.redis().async());

  @BeforeEach
  void logIn() {
    Console.bootstrap().createMember(partner.id(), email, Console.PASSWORD);
    browser.logIn(email, Console.PASSWORD);
  }

  @AfterEach
  void stop() {
    browser.close();
  }

  @Test
  void fromCreationToRevocationWithoutReloading() {
    browser.press("Create your first key").waitFor("#label");
    String first = create("api-server-production");
    assertThat(record(first).isUsableAt(Instant.now())).isTrue();

    browser.press("I have stored it").waitForText("#total-allowed", "0");
    assertThat(browser.source()).doesNotContain(first);
    ApiKey key = key();
    Edges.allow(key, key.currentSecret().id(), 7);
    browser.waitForText("#total-allowed", "7");

    browser.press("Rotate secret").waitFor("#overlap").click("details[open] button.primary");
    browser.waitFor("#secret");
    String second = browser.find("#secret").getDomProperty("value");
    assertThat(record(first).isUsableAt(Instant.now())).isTrue();
    browser.press("I have stored it").waitForText(".badge", "Rotating");
    Edges.allow(key, key().currentSecret().id(), 5);
    browser.waitForText("#total-allowed", "12");

    browser.press("Finish rotation now").waitForText(".badge", "Active");
    assertThat(record(first).isUsableAt(Instant.now())).isFalse();
    assertThat(record(second).isUsableAt(Instant.now())).isTrue();

    browser
        .press("Revoke key…")
        .press("Revoke key")
        .waitForText(".notice", "Refused at every edge");
    assertThat(record(second).status()).isEqualTo(Status.REVOKED);
    browser.open("/settings/api-keys").waitForText(".badge", "Revoked");
    assertThat(browser.complaints()).isEmpty();
  }

  @Test
  void aLiveKeyAsksForThePassword() {
    browser.open("/partners/" + partner.id() + "/keys/new");
    assertThat(browser.find("#password").isDisplayed()).isFalse();
    browser.type("label", "live").click("[value=live]").type("password", "not this one at all");
    browser.click("form.card button.primary").waitForText(".error", "not your password");
    browser.type("password", Console.PASSWORD).click("form.card button.primary").waitFor("#secret");
    assertThat(browser.find("#secret").getDomProperty("value")).startsWith("sk_live_");
  }

  @Test
  void errorsStandBesideTheirFieldsAndTheInputStays() {
    browser.open("/partners/" + partner.id() + "/keys/new").type("label", " ");
    browser.click("[value=live]").type("password", Console.PASSWORD);
    browser.click("form.card button.primary").waitForText("#label-error", "1 to 64 characters");
    assertThat(browser.find("#label").getDomAttribute("aria-invalid")).isEqualTo("true");
    assertThat(browser.find("[value=live]").isSelected()).isTrue();
    assertThat(browser.script("return document.activeElement.id")).isEqualTo("label");
  }

  private String create(String label) {
    browser.type("label", label).click("form.card button.primary").waitFor("#secret");
    return browser.find("#secret").getDomProperty("value");
  }

  private ApiKey key() {
    String id = browser.path().replaceFirst("/keys/(key_[0-9a-f]+).*", "$1");
    return Console.bean(Keys.class).find(Caller.SYSTEM, id).block();
  }

  private ApiKeyRecord record(String secret) {
    PresentedKey presented = PresentedKey.parse(secret).orElseThrow();
    return edge.read(presented.hash()).block().map(StoredRecord::record).orElseThrow();
  }
}
