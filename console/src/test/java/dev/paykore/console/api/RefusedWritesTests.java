package dev.paykore.console.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.paykore.console.Console;
import dev.paykore.console.api.Api.Answer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A Postgres that takes no rows: read-only, row P8, and as on a full disk, row P12. */
class RefusedWritesTests {

  private static final Api OPERATOR = Api.operator();

  private static final String ROWS =
      """
      WITH keys AS (SELECT id FROM api_keys WHERE partner_id = :partner)
      SELECT concat_ws(' ',
        (SELECT count(*) FROM keys),
        (SELECT count(*) FROM api_key_secrets WHERE key_id IN (SELECT id FROM keys)),
        (SELECT count(*) FROM audit_events WHERE partner_id = :partner),
        (SELECT count(*) FROM outbox WHERE key_id IN (SELECT id FROM keys)))
      """;

  private static final String FULL_DISK =
      """
      CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS
      $$ BEGIN RAISE EXCEPTION 'no space left on device' USING ERRCODE = 'disk_full'; END $$
      """;

  private final String partner = Console.partner().id();

  @AfterEach
  void heal() {
    setReadOnly("RESET default_transaction_read_only");
    Console.POSTGRES.execute("DROP FUNCTION IF EXISTS full_disk CASCADE");
  }

  @Test
  void aKeyWhoseRowsDoNotAllFitIs503AndLeavesNone() {
    String before = rows();
    Console.POSTGRES.execute(FULL_DISK);
    for (String table : new String[] {"api_key_secrets", "audit_events", "outbox"}) {
      Console.POSTGRES.execute(
          "CREATE TRIGGER full_disk BEFORE INSERT ON %s EXECUTE FUNCTION full_disk()"
              .formatted(table));
      assertRefusedForNow(create());
      Console.POSTGRES.execute("DROP TRIGGER full_disk ON " + table);
    }
    assertThat(rows()).isEqualTo(before);
    assertThat(create().status()).isEqualTo(201);
  }

  @Test
  void aDatabaseThatOnlyReadsIsA503UntilItWritesAgain() {
    setReadOnly("SET default_transaction_read_only = on");
    await()
        .untilAsserted(
            () -> {
              String before = rows();
              assertRefusedForNow(create());
              assertThat(rows()).isEqualTo(before);
            });
    setReadOnly("RESET default_transaction_read_only");
    await().until(() -> create().status() == 201);
  }

  private static void setReadOnly(String setting) {
    Console.POSTGRES.execute("ALTER SYSTEM " + setting);
    Console.POSTGRES.execute("SELECT pg_reload_conf()");
  }

  private Answer create() {
    return OPERATOR.post(
        "/api/v1/partners/" + partner + "/keys", "{\"label\":\"a\",\"environment\":\"sandbox\"}");
  }

  private static void assertRefusedForNow(Answer answer) {
    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.header("Retry-After")).isEqualTo("5");
    assertThat(answer.text("detail"))
        .isEqualTo("A store does not answer. Nothing was changed by halves.");
  }

  /** How many keys, secrets, audit events and outbox rows the partner has. */
  private String rows() {
    return Console.database()
        .sql(ROWS)
        .bind("partner", partner)
        .map(row -> row.get(0, String.class))
        .one()
        .block();
  }
}
