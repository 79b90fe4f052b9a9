package dev.paykore.console.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.paykore.console.ConsoleApplication;
import dev.paykore.console.ConsoleBootstrap;
import dev.paykore.console.OwnLoops;
import dev.paykore.console.api.Api.Answer;
import dev.paykore.console.partner.PartnerPlan;
import dev.paykore.keys.Tier;
import dev.paykore.servers.FreePort;
import dev.paykore.servers.PostgresProcess;
import dev.paykore.servers.RedisProcess;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;

/** A primary and a standby of Postgres, which the console knows by configuration alone. */
class TwoHostsTests {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /** A connection has 7 s to answer, and a busy machine some more. */
  private static final Duration WORD = Duration.ofSeconds(15);

  private final RedisProcess redis = RedisProcess.start();
  private final PostgresProcess first =
      PostgresProcess.start("synchronous_commit=remote_apply", "max_connections=40");
  private final PostgresProcess second = first.startStandby();
  private final int port = FreePort.next();

  private ConfigurableApplicationContext console;
  private String keys;
  private Api partner;

  @BeforeEach
  void startConsole() {
    console = ConsoleApplication.application().sources(OwnLoops.class).run(arguments());
    ConsoleBootstrap bootstrap = console.getBean(ConsoleBootstrap.class);
    String id = bootstrap.createPartner(new PartnerPlan("Acme", Tier.STARTER, null)).id();
    keys = "/api/v1/partners/" + id + "/keys";
    partner = Api.at("http://localhost:" + port, bootstrap.createToken("partner", id).secret());
  }

  @AfterEach
  void stop() {
    console.close();
    second.close();
    first.close();
    redis.close();
  }

  @Test
  void aPartnerGoesOnWhenThePrimaryIsKilledAndTheStandbyPromoted() {
    goesOnAfter(first::kill);
  }

  @Test
  void aPartnerGoesOnWhenThePrimaryHangsAndTheStandbyIsPromoted() {
    goesOnAfter(first::pause);
  }

  private void goesOnAfter(Runnable fault) {
    String before = create().text("id");
    fault.run();
    long startNanos = System.nanoTime();
    Answer meanwhile = create();
    assertThat(meanwhile.status()).isEqualTo(503);
    assertThat(meanwhile.header("Retry-After")).isEqualTo("5");
    assertThat(Duration.ofNanos(System.nanoTime() - startNanos)).isLessThan(WORD);
    second.promote();
    await().atMost(PATIENCE).until(() -> create().status() == 201);
    assertThat(partner.get(keys).response().body()).contains(before);
  }

  private Answer create() {
    return partner.post(keys, "{\"label\":\"a\",\"environment\":\"sandbox\"}");
  }

  private String[] arguments() {
    String hosts = "localhost:%d,localhost:%d/postgres".formatted(first.port(), second.port());
    return new String[] {
      "--server.port=" + port,
      "--management.server.port=0",
      "--spring.main.banner-mode=off",
      "--spring.data.redis.url=" + redis.url(),
      "--spring.r2dbc.url=r2dbc:postgresql:failover://" + hosts,
      "--spring.r2dbc.username=" + PostgresProcess.SUPERUSER,
      "--spring.flyway.url=jdbc:postgresql://" + hosts + "?targetServerType=primary",
      "--spring.flyway.user=" + PostgresProcess.SUPERUSER,
    };
  }
}
