package dev.paykore.console.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.paykore.console.Console;
import dev.paykore.console.audit.AuditEntry;
import dev.paykore.console.key.ApiKey;
import dev.paykore.console.key.IssuedKey;
import dev.paykore.console.key.Keys;
import dev.paykore.console.key.Label;
import dev.paykore.console.key.NewKey;
import dev.paykore.console.key.RevokeKey;
import dev.paykore.console.user.Caller;
import dev.paykore.keys.ApiKeyRecord.Status;
import dev.paykore.keys.Environment;
import dev.paykore.keys.redis.RedisRecords;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

class OutboxTests {

  private final IssuedKey issued =
      Console.bootstrap()
          .createKey(Console.partner().id(), new NewKey(new Label("a"), Environment.SANDBOX, null));
  private final String id = issued.key().id();

  @AfterEach
  void resume() {
    Console.REDIS.resume();
  }

  @Test
  void aChangeThatRedisDoesNotTakeWaitsVisiblyAndIsMadeUpFor() {
    Console.REDIS.pause();
    Instant before = Instant.now();
    ApiKey revoked = Console.bean(RevokeKey.class).revoke(Caller.SYSTEM, id).block();
    assertThat(revoked.isPending()).isTrue();
    assertThat(revoked.effectiveAt())
        .isBetween(before.plusSeconds(300), Instant.now().plusSeconds(301));
    Console.REDIS.resume();
    await().atMost(Duration.ofSeconds(20)).until(() -> !find().isPending());
    assertThat(find().effectiveAt()).isBetween(before, Instant.now());
    assertThat(statusAtTheEdge()).isEqualTo(Status.REVOKED);
  }

  private Status statusAtTheEdge() {
    RedisRecords edge = new RedisRecords(() -> Console.redis().async());
    return edge.read(issued.secret().hash()).block().orElseThrow().record().status();
  }

  @Test
  void aChangeThatFailsLeavesNeitherEventNorOutboxRow() {
    AuditEntry entry = new AuditEntry(Caller.SYSTEM, "key.broken", null, id, "");
    Mono<Void> broken = Mono.error(new IllegalStateException("broken"));
    assertThatThrownBy(() -> Console.bean(Changes.class).changeKey(entry, broken).block())
        .hasMessage("broken");
    assertThat(count("SELECT count(*) FROM audit_events WHERE action = 'key.broken'")).isZero();
    assertThat(count("SELECT count(*) FROM outbox WHERE key_id = '" + id + "'")).isZero();
    assertThat(find().takenAt()).isEqualTo(issued.key().takenAt());
  }

  @Test
  void nobodyCanChangeOrForgetAnAuditEvent() {
    for (String sql :
        new String[] {
          "UPDATE audit_events SET actor = 'nobody'",
          "DELETE FROM audit_events",
          "TRUNCATE audit_events"
        }) {
      assertThatThrownBy(() -> Console.POSTGRES.execute(sql))
          .as(sql)
          .rootCause()
          .hasMessageContaining("never changed");
      assertThatThrownBy(() -> Console.database().sql(sql).then().block())
          .as(sql)
          .hasMessageContaining("permission denied");
    }
    assertThat(count("SELECT count(*) FROM audit_events WHERE subject_id = '" + id + "'")).isOne();
  }

  private ApiKey find() {
    return Console.bean(Keys.class).find(Caller.SYSTEM, id).block();
  }

  private static long count(String sql) {
    return Console.database().sql(sql).map(row -> row.get(0, Long.class)).one().block();
  }
}
