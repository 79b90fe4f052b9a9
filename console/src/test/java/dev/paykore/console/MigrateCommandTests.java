package dev.paykore.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paykore.servers.FreePort;
import dev.paykore.servers.PostgresProcess;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The command as a Kubernetes Job runs it, in a process of its own. */
class MigrateCommandTests {

  @Test
  void bringsTheSchemaUpToDateAndEndsAndMayBeRunAgain() throws Exception {
    try (PostgresProcess postgres = PostgresProcess.start()) {
      Command first = migrate(postgres.r2dbcUrl());
      assertThat(first.output()).contains("The schema is at version");
      assertThat(first.status()).isZero();
      postgres.execute("SELECT * FROM edge_api_keys");
      assertThat(migrate(postgres.r2dbcUrl()).status()).isZero();
    }
  }

  @Test
  void failsWhenThereIsNoDatabase() throws Exception {
    Command command = migrate("r2dbc:postgresql://localhost:%d/none".formatted(FreePort.next()));
    assertThat(command.status()).isEqualTo(1);
    assertThat(command.output()).contains("Unable to obtain connection");
  }

  @Test
  void itsLogLinesAreStructuredAndShowNoKey() throws Exception {
    String key = "sk_live_" + "0123456789abcdef".repeat(4);
    Command command =
        run(Map.of("SPRING_PROFILES_ACTIVE", key, "SPRING_FLYWAY_URL", "jdbc:unknown"));
    assertThat(command.output()).contains("sk_live_***").doesNotContain(key);
    assertThat(command.output().lines())
        .filteredOn(line -> !line.startsWith("Picked up "))
        .isNotEmpty()
        .allMatch(line -> line.startsWith("{\"@timestamp\"") && line.contains("\"ecs\":"));
  }

  private static Command migrate(String url) throws Exception {
    return run(
        Map.of(
            "SPRING_FLYWAY_URL",
            url.replace("r2dbc:", "jdbc:"),
            "SPRING_FLYWAY_USER",
            PostgresProcess.SUPERUSER));
  }

  private static Command run(Map<String, String> environment) throws Exception {
    return Command.run(environment, "", List.of(MigrateCommand.NAME));
  }
}
