package dev.paykore.console.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paykore.console.Console;
import dev.paykore.console.api.Api.Answer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PartnersApiTests {

  private static final Api OPERATOR = Api.operator();

  @Test
  void createsAPartner() {
    Answer answer = create("{'name':' Acme ','tier':'starter'}");
    assertThat(answer.status()).isEqualTo(201);
    assertThat(answer.text("id")).matches("ptn_[0-9a-f]{20}");
    assertThat(answer.text("name")).isEqualTo("Acme");
    assertThat(answer.text("status")).isEqualTo("active");
    assertThat(OPERATOR.get("/api/v1/partners/" + answer.text("id")).body())
        .isEqualTo(answer.body());
  }

  @Test
  void theTierScaleNeedsALimitOfItsOwn() {
    assertThat(create("{'name':'A','tier':'scale'}").wrongFields())
        .containsExactly("requests_per_minute");
    Answer scale = create("{'name':'A','tier':'scale','requests_per_minute':5000}");
    assertThat(scale.body().get("requests_per_minute").intValue()).isEqualTo(5000);
  }

  @Test
  void namesEachWrongField() {
    Answer answer = create("{'name':'','tier':'gold','requests_per_minute':'many','plan':1}");
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
    assertThat(answer.wrongFields())
        .containsExactlyInAnyOrder("name", "tier", "requests_per_minute", "plan");
  }

  @Test
  void refusesWhatIsNoJsonObject() {
    for (String body : List.of("[]", "{", "null", "{'name':'a','name':'b','tier':'starter'}")) {
      Answer answer = create(body);
      assertThat(answer.status()).as(body).isEqualTo(400);
      assertThat(answer.text("detail")).isEqualTo("The body is not a JSON object.");
    }
  }

  @Test
  void aMethodThatThereIsNotIsRefusedWithThoseThatThereAre() {
    Answer answer = OPERATOR.send("PUT", "/api/v1/partners", "{}");
    assertThat(answer.status()).isEqualTo(405);
    assertThat(answer.header("Allow")).contains("GET", "POST");
  }

  @Test
  void changesOnlyWhatIsNamed() {
    String path = "/api/v1/partners/" + create("{'name':'A','tier':'starter'}").text("id");
    assertThat(OPERATOR.patch(path, json("{'name':'B'}")).text("tier")).isEqualTo("starter");
    Answer scale = OPERATOR.patch(path, json("{'tier':'scale','requests_per_minute':7000}"));
    assertThat(scale.text("name")).isEqualTo("B");
    Answer same = OPERATOR.patch(path, json("{'name':'C'}"));
    assertThat(same.body().get("requests_per_minute").intValue()).isEqualTo(7000);
    Answer starter = OPERATOR.patch(path, json("{'tier':'starter'}"));
    assertThat(starter.body().get("requests_per_minute").isNull()).isTrue();
  }

  @Test
  void suspendsAndResumesOnce() {
    String path = "/api/v1/partners/" + Console.partner().id();
    assertThat(OPERATOR.post(path + "/suspend").text("status")).isEqualTo("suspended");
    assertThat(OPERATOR.post(path + "/suspend").status()).isEqualTo(409);
    assertThat(OPERATOR.post(path + "/resume").text("status")).isEqualTo("active");
    assertThat(OPERATOR.post(path + "/resume").status()).isEqualTo(409);
  }

  @Test
  void listsInPagesTheNewestFirstAndEachOnce() {
    String older = Console.partner().id();
    String newer = Console.partner().id();
    List<String> ids = new ArrayList<>();
    String path = "/api/v1/partners?limit=1";
    for (int i = 0; i < 2; i++) {
      Answer page = OPERATOR.get(path);
      page.body().get("data").forEach(partner -> ids.add(partner.get("id").stringValue()));
      path = "/api/v1/partners?limit=1&cursor=" + page.text("next_cursor");
    }
    assertThat(ids).containsExactly(newer, older);
  }

  @Test
  void refusesAWrongPage() {
    Answer answer = OPERATOR.get("/api/v1/partners?limit=0&cursor=nonsense");
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.wrongFields()).containsExactlyInAnyOrder("limit", "cursor");
    assertThat(OPERATOR.get("/api/v1/partners?limit=101").status()).isEqualTo(400);
  }

  @Test
  void aPartnersTokenSeesItsPartnerAlone() {
    String own = Console.partner().id();
    Answer list = Api.partner(own).get("/api/v1/partners");
    assertThat(list.body().get("data").valueStream().map(p -> p.get("id").stringValue()))
        .containsExactly(own);
  }

  @Test
  void everyErrorIsAProblem() {
    for (Answer answer :
        List.of(
            Api.nobody().get("/api/v1/partners"),
            Api.withToken("pkc_wrong").get("/api/v1/partners"),
            OPERATOR.get("/api/v1/nothing"),
            OPERATOR.get("/api/v2/partners"),
            OPERATOR.send("DELETE", "/api/v1/partners", null))) {
      assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
      assertThat(answer.body().get("status").intValue()).isEqualTo(answer.status());
      assertThat(answer.header("Cache-Control")).contains("no-store");
      assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
    }
    assertThat(Api.nobody().get("/api/v1/partners").header("WWW-Authenticate"))
        .startsWith("Bearer");
  }

  private static Answer create(String body) {
    return OPERATOR.post("/api/v1/partners", json(body));
  }

  private static String json(String text) {
    return text.replace('\'', '"');
  }
}
