package dev.paykore.console.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paykore.console.Console;
import dev.paykore.console.Edges;
import dev.paykore.console.key.IssuedKey;
import dev.paykore.console.key.Label;
import dev.paykore.console.key.NewKey;
import dev.paykore.console.key.RevokeKey;
import dev.paykore.console.partner.Partner;
import dev.paykore.console.partner.PartnerPlan;
import dev.paykore.console.user.Caller;
import dev.paykore.keys.Environment;
import dev.paykore.keys.Tier;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Every page, at the width of a desk and of a telephone, light and dark. */
@WithBrowser
class PagesTests {

  private static Browser browser;

  @BeforeAll
  static void start() {
    browser = Browser.start(Console.url());
  }

  @AfterAll
  static void stop() {
    browser.close();
  }

  @Test
  void everyPageIsFitForAllWidthsAndForEveryone() {
    Partner partner =
        Console.bootstrap().createPartner(new PartnerPlan("Acme Payments", Tier.STARTER, null));
    String member = "ada@" + Console.unique() + ".example";
    String operator = Console.email();
    Console.bootstrap().createMember(partner.id(), member, Console.PASSWORD);
    Console.bootstrap().createOperator(operator, Console.PASSWORD);
    Console.bootstrap().createToken("nightly-import", null);
    IssuedKey key = key(partner, "api-server-production", Environment.LIVE);
    IssuedKey other = key(partner, "worker-staging", Environment.SANDBOX);
    IssuedKey revoked = key(partner, "old-laptop", Environment.SANDBOX);
    Console.bean(RevokeKey.class).revoke(Caller.SYSTEM, revoked.key().id()).block();
    Edges.busyHalfHour(key.key());
    Edges.fail(key.key(), "req_0123456789");

    Map<String, String> pages = new LinkedHashMap<>();
    pages.put("keys", "/settings/api-keys");
    pages.put("key-new", "/partners/" + partner.id() + "/keys/new");
    pages.put("key", "/keys/" + key.key().id());
    pages.put("key-hour", "/keys/" + key.key().id() + "?view=minute");
    pages.put("key-revoked", "/keys/" + revoked.key().id());
    pages.put("key-unused", "/keys/" + other.key().id());
    pages.put("requests", "/requests?id=req_0123456789");
    pages.put("requests-none", "/requests?id=req_xxxxxxxxxx");
    pages.put("audit", "/audit");
    pages.put("account", "/account");
    pages.put("error", "/nothing");
    look("login", "/login");
    browser.logIn(member, Console.PASSWORD);
    pages.forEach(this::look);
    browser.press("Back to the console").click(".who button");
    browser.logIn(operator, Console.PASSWORD);
    look("partners", "/partners");
    look("partner-new", "/partners/new");
    look("partner", "/partners/" + partner.id());
    look("members", "/partners/" + partner.id() + "/members");
    look("tokens", "/tokens");
    assertThat(browser.complaints()).noneMatch(line -> line.contains("Content Security Policy"));
  }

  private void look(String name, String path) {
    browser.open(path);
    browser.dark(true).open(path);
    assertThat(browser.seriousFlaws()).as(name + " in the dark").isEmpty();
    browser.picture(name + "-dark", 1280);
    browser.dark(false).open(path);
    assertThat(browser.seriousFlaws()).as(name).isEmpty();
    browser.picture(name, 1280);
    browser.picture(name, 390);
    browser.phone(true).open(path);
    assertThat(browser.overflows()).as(name + " overflows on a telephone").isFalse();
    browser.phone(false);
  }

  private static IssuedKey key(Partner partner, String label, Environment environment) {
    return Console.bootstrap()
        .createKey(partner.id(), new NewKey(new Label(label), environment, null));
  }
}
