package dev.paykore.console.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paykore.console.Console;
import dev.paykore.console.api.Api.Answer;
import dev.paykore.keys.ApiKeyRecord;
import dev.paykore.keys.ApiKeyRecord.Status;
import dev.paykore.keys.PresentedKey;
import dev.paykore.keys.redis.RedisNames;
import dev.paykore.keys.redis.RedisRecords;
import dev.paykore.keys.redis.StoredRecord;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;

class KeysApiTests {

  private static final Api OPERATOR = Api.operator();

  private final String partner = Console.partner().id();
  private final RedisRecords edge = new RedisRecords(() -> Console.redis().async());

  @Test
  void createsAKeyAndGivesItsSecretOnce() {
    Answer created = create("{'label':' api ','environment':'live'}");
    assertThat(created.status()).isEqualTo(201);
    assertThat(created.text("secret")).matches("sk_live_[0-9a-f]{64}");
    assertThat(created.text("label")).isEqualTo("api");
    assertThat(created.header("Cache-Control")).contains("no-store");
    Answer again = OPERATOR.get("/api/v1/keys/" + created.text("id"));
    assertThat(again.body().has("secret")).isFalse();
    assertThat(again.response().body()).doesNotContain(created.text("secret"));
  }

  @Test
  void anEdgeFindsTheNewKeyInRedis() {
    Answer created = create("{'label':'api','environment':'sandbox'}");
    ApiKeyRecord record = record(created);
    assertThat(record.keyId()).isEqualTo(created.text("id"));
    assertThat(record.partnerId()).isEqualTo(partner);
    assertThat(record.isUsableAt(Instant.now())).isTrue();
    assertThat(created.body().get("pending").booleanValue()).isFalse();
  }

  @Test
  void keepsTheSecretNowhere() {
    String secret = create("{'label':'api','environment':'live'}").text("secret").substring(8);
    List<String> tables =
        Console.database()
            .sql("SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'")
            .map(row -> row.get(0, String.class))
            .all()
            .collectList()
            .block();
    assertThat(tables).hasSizeGreaterThan(8).allSatisfy(table -> hasNot(table, secret));
    assertThat(Console.redis().sync().keys("*")).noneMatch(name -> name.contains(secret));
  }

  private static void hasNot(String table, String secret) {
    String sql = "SELECT count(*) FROM " + table + " t WHERE t::text LIKE '%" + secret + "%'";
    if (!table.startsWith("flyway")) {
      Long found = Console.database().sql(sql).map(row -> row.get(0, Long.class)).one().block();
      assertThat(found).as(table).isZero();
    }
  }

  @Test
  void namesEachWrongField() {
    Answer answer =
        create("{'label':'','environment':'prod','expires_at':'2020-01-01','partner_id':'x'}");
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.wrongFields())
        .containsExactlyInAnyOrder("label", "environment", "expires_at", "partner_id");
    assertThat(answer.response().body()).contains("'prod' (expected: sandbox or live)");
    assertThat(create("{}").wrongFields()).containsExactlyInAnyOrder("label", "environment");
    assertThat(create("{'label':7,'environment':[]}").wrongFields()).hasSize(2);
  }

  @Test
  void aLabelHasAtMost64Characters() {
    assertThat(create(label("é".repeat(64))).status()).isEqualTo(201);
    assertThat(create(label("é".repeat(65))).status()).isEqualTo(400);
    assertThat(create(label("a\\u0007b")).status()).isEqualTo(400);
  }

  @Test
  void anExpiryIsADayInTheFuture() {
    String tomorrow = LocalDate.now(ZoneOffset.UTC).plusDays(1).toString();
    String today = LocalDate.now(ZoneOffset.UTC).toString();
    assertThat(expiring(tomorrow).text("expires_at")).isEqualTo(tomorrow);
    assertThat(expiring(tomorrow + "T00:00:00Z").text("expires_at")).isEqualTo(tomorrow);
    for (String wrong : List.of(today, tomorrow + "T10:00:00Z", "soon", "2030-02-30", "")) {
      assertThat(expiring(wrong).status()).as(wrong).isEqualTo(400);
    }
  }

  @Test
  void aPartnerHasAtMostFiftyActiveKeys() {
    List<Integer> statuses =
        Flux.range(0, 55)
            .flatMap(
                i ->
                    reactor.core.publisher.Mono.fromCallable(() -> create(label("k" + i)))
                        .subscribeOn(reactor.core.scheduler.Schedulers.boundedElastic()),
                8)
            .map(Answer::status)
            .collectList()
            .block();
    assertThat(statuses).filteredOn(status -> status == 201).hasSize(50);
    assertThat(statuses).filteredOn(status -> status == 409).hasSize(5);
  }

  @Test
  void renames() {
    String path = "/api/v1/keys/" + create(label("before")).text("id");
    assertThat(OPERATOR.patch(path, json("{'label':'after'}")).text("label")).isEqualTo("after");
    assertThat(OPERATOR.patch(path, json("{'label':'x','tier':'scale'}")).wrongFields())
        .containsExactly("tier");
    assertThat(OPERATOR.get(path).text("label")).isEqualTo("after");
  }

  @Test
  void aRotationGivesASecondSecretAndRetiresTheFirstAfterTheOverlap() {
    Answer first = create(label("rotated"));
    Answer second = rotate(first, 3_600);
    assertThat(second.status()).isEqualTo(200);
    assertThat(second.text("id")).isEqualTo(first.text("id"));
    assertThat(second.text("status")).isEqualTo("rotating");
    Instant soon = Instant.now();
    assertThat(record(first).isUsableAt(soon)).isTrue();
    assertThat(record(first).isUsableAt(soon.plus(Duration.ofMinutes(61)))).isFalse();
    assertThat(record(second).isUsableAt(soon.plus(Duration.ofDays(999)))).isTrue();
  }

  @Test
  void finishingRetiresTheOldSecretAtOnce() {
    Answer first = create(label("rotated"));
    Answer second = rotate(first, 3_600);
    String path = "/api/v1/keys/" + first.text("id") + "/finish-rotation";
    assertThat(OPERATOR.post(path).text("status")).isEqualTo("active");
    assertThat(record(first).isUsableAt(Instant.now())).isFalse();
    assertThat(record(second).isUsableAt(Instant.now())).isTrue();
    assertThat(OPERATOR.post(path).status()).isEqualTo(409);
  }

  @Test
  void anOverlapNeverPassesTheExpiry() {
    String tomorrow = LocalDate.now(ZoneOffset.UTC).plusDays(1).toString();
    Answer rotated = rotate(expiring(tomorrow), 604_800);
    assertThat(rotated.body().get("secrets").get(1).get("retires_at").stringValue())
        .isEqualTo(tomorrow + "T00:00:00Z");
  }

  @Test
  void refusesAWrongOverlapAndASecondRotation() {
    Answer key = create(label("rotated"));
    String path = "/api/v1/keys/" + key.text("id") + "/rotate";
    for (String overlap : List.of("-1", "604801", "1.5", "'1h'", "null")) {
      Answer answer = OPERATOR.post(path, json("{'overlap_seconds':" + overlap + "}"));
      assertThat(answer.wrongFields()).as(overlap).containsExactly("overlap_seconds");
    }
    assertThat(rotate(key, 60).status()).isEqualTo(200);
    assertThat(rotate(key, 60).status()).isEqualTo(409);
  }

  @Test
  void aRevokedKeyIsRefusedByEveryEdgeAndStaysListed() {
    Answer key = create(label("revoked"));
    Instant before = Instant.now();
    Answer revoked = OPERATOR.post("/api/v1/keys/" + key.text("id") + "/revoke");
    assertThat(revoked.text("status")).isEqualTo("revoked");
    assertThat(revoked.text("revoked_by")).startsWith("token ");
    assertThat(Instant.parse(revoked.text("effective_at"))).isBetween(before, Instant.now());
    assertThat(record(key).status()).isEqualTo(Status.REVOKED);
    assertThat(version(key)).isEqualTo(record(key).version());
    Answer list = OPERATOR.get("/api/v1/partners/" + partner + "/keys");
    assertThat(list.body().get("data").get(0).get("status").stringValue()).isEqualTo("revoked");
  }

  @Test
  void aRevokedKeyCannotBeRevokedRotatedOrFinished() {
    Answer key = create(label("revoked"));
    String path = "/api/v1/keys/" + key.text("id");
    OPERATOR.post(path + "/revoke");
    assertThat(OPERATOR.post(path + "/revoke").status()).isEqualTo(409);
    assertThat(rotate(key, 60).status()).isEqualTo(409);
    assertThat(OPERATOR.post(path + "/finish-rotation").status()).isEqualTo(409);
  }

  @Test
  void aSuspendedPartnersKeysAreRefusedAndResumed() {
    Answer key = create(label("suspended"));
    OPERATOR.post("/api/v1/partners/" + partner + "/suspend");
    assertThat(record(key).status()).isEqualTo(Status.SUSPENDED);
    assertThat(version(key)).isEqualTo(record(key).version());
    OPERATOR.post("/api/v1/partners/" + partner + "/resume");
    assertThat(record(key).status()).isEqualTo(Status.ACTIVE);
  }

  @Test
  void aNewLimitReachesTheEdgesAtOnce() {
    Answer key = create(label("limited"));
    OPERATOR.patch(
        "/api/v1/partners/" + partner, json("{'tier':'scale','requests_per_minute':1234}"));
    assertThat(record(key).requestsPerMinute()).isEqualTo(1_234);
  }

  private Answer create(String body) {
    return OPERATOR.post("/api/v1/partners/" + partner + "/keys", json(body));
  }

  private Answer expiring(String date) {
    return create("{'label':'e','environment':'sandbox','expires_at':'" + date + "'}");
  }

  private static String label(String label) {
    return "{'label':'" + label + "','environment':'sandbox'}";
  }

  private static Answer rotate(Answer key, int overlap) {
    return OPERATOR.post(
        "/api/v1/keys/" + key.text("id") + "/rotate", json("{'overlap_seconds':" + overlap + "}"));
  }

  /** What an edge would find of the secret in the answer. */
  private ApiKeyRecord record(Answer answer) {
    PresentedKey secret = PresentedKey.parse(answer.text("secret")).orElseThrow();
    return edge.read(secret.hash()).block().map(StoredRecord::record).orElseThrow();
  }

  private static long version(Answer key) {
    return Long.parseLong(Console.redis().sync().get(RedisNames.version(key.text("id"))));
  }

  private static String json(String text) {
    return text.replace('\'', '"');
  }
}
