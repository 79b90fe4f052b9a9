package dev.paykore.gateway.observability;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paykore.gateway.error.EdgeError;
import dev.paykore.gateway.error.ErrorCode;
import dev.paykore.gateway.error.ErrorEnvelope;
import dev.paykore.gateway.error.Forwarded;
import dev.paykore.gateway.observability.AccessLine.Account;
import dev.paykore.keys.ApiKeyHash;
import dev.paykore.keys.ApiKeyRecord;
import dev.paykore.keys.Environment;
import dev.paykore.keys.Tier;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AccessLineTests {

  private static final String ID = "req_4kMnO5pQrS";

  @Test
  void ofAForwardedRequestSaysWhoseItWasAndWhereItWent() {
    Account account =
        new Account(key(), "wallets-sandbox", Environment.SANDBOX, 12_900_000, 18, false, null);
    AccessLine line =
        new AccessLine(ID, "192.0.2.1", "GET", "/v1/wallets", 200, 15_100_000, null, account);
    assertThat(fields(line).toString())
        .isEqualTo(
            "{request_id=req_4kMnO5pQrS, client.address=192.0.2.1, method=GET, path=/v1/wallets,"
                + " status=200, duration_ms=15, key_id=key_1, partner_id=partner_1,"
                + " environment=sandbox, route=wallets-sandbox, upstream_ms=12, bytes=18}");
  }

  @Test
  void ofAnErrorOfTheEdgeHasItsCode() {
    AccessLine line = AccessLine.refused(answer(), "192.0.2.1", "GET", "//a");
    assertThat(fields(line)).isEqualTo(refused("GET", "//a"));
  }

  @ParameterizedTest
  @EnumSource(Forwarded.class)
  void ofAFailureSaysWhetherItWasForwarded(Forwarded reached) {
    EdgeError failure = EdgeError.of(ErrorCode.GATEWAY_TIMEOUT).forwarded(reached);
    AccessLine line = AccessLine.refused(new ErrorEnvelope(failure, ID), null, "GET", "/");
    assertThat(fields(line)).containsEntry("forwarded", reached.wireName());
  }

  @Test
  void ofALineThatWasNotUnderstoodSaysNothingOfIt() {
    AccessLine line = AccessLine.refused(answer(), "192.0.2.1", null, null);
    assertThat(fields(line)).doesNotContainKeys("method", "path");
  }

  @Test
  void ofABrokenResponseSaysThatItWasCut() {
    Account cut = new Account(null, null, null, -1, -1, true, null);
    assertThat(fields(new AccessLine(ID, null, "GET", "/", 200, 0, null, cut)))
        .containsEntry("cut", true);
  }

  @Test
  void whatAClientChoseCannotForgeALine() {
    AccessLine line = path("/a\r\nstatus=200 \u001b[2J\u2028\u00e4");
    assertThat(fields(line)).containsEntry("path", "/a??status=200 ?[2J??");
  }

  @Test
  void aLongPathIsCutShort() {
    assertThat(fields(path("/" + "a/".repeat(2000))).get("path").toString())
        .hasSize(515)
        .endsWith("...");
  }

  @Test
  void aKeyInAPathIsMaskedBeforeItIsCutShort() {
    String key = "sk_test_" + "0123456789abcdef".repeat(4);
    String path = "/" + "a/".repeat(235) + key;
    assertThat(fields(path(path)).get("path").toString()).endsWith("/sk_test_***");
  }

  private static ErrorEnvelope answer() {
    return new ErrorEnvelope(EdgeError.of(ErrorCode.BAD_REQUEST), ID);
  }

  private static AccessLine path(String path) {
    return AccessLine.refused(answer(), null, "GET", path);
  }

  private static Map<String, Object> refused(String method, String path) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("request_id", ID);
    fields.put("client.address", "192.0.2.1");
    fields.put("method", method);
    fields.put("path", path);
    fields.put("status", 400);
    fields.put("code", "BAD_REQUEST");
    fields.put("duration_ms", 0L);
    fields.put("bytes", (long) answer().body().length);
    return fields;
  }

  private static ApiKeyRecord key() {
    return new ApiKeyRecord(
        new ApiKeyHash("0".repeat(64)),
        1,
        "key_1",
        "secret_1",
        "partner_1",
        Environment.SANDBOX,
        Tier.STARTER,
        null,
        null,
        null,
        ApiKeyRecord.Status.ACTIVE);
  }

  private static Map<String, Object> fields(AccessLine line) {
    return FieldMap.of(line.printable());
  }
}
