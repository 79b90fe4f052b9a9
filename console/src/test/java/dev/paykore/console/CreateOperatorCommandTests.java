package dev.paykore.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paykore.servers.PostgresProcess;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The command as it is typed, in a process of its own. */
class CreateOperatorCommandTests {

  private final String email = Console.email();

  @Test
  void makesAnOperatorWhoCanLogIn() throws Exception {
    Command command = run(Console.PASSWORD, "--email=" + email);
    assertThat(command.output()).contains("Created operator " + email);
    assertThat(command.output()).doesNotContain(Console.PASSWORD);
    assertThat(command.status()).isZero();
    assertThat(Visitor.loggedIn(email).get("/partners").statusCode()).isEqualTo(200);
  }

  @Test
  void saysWhatIsWrongWithThePassword() throws Exception {
    Command command = run("short", "--email", email);
    assertThat(command.status()).isEqualTo(1);
    assertThat(command.output()).contains("Choose a password of at least 12 characters.");
  }

  @Test
  void saysHowItIsUsed() throws Exception {
    Command command = run(Console.PASSWORD);
    assertThat(command.status()).isEqualTo(2);
    assertThat(command.output()).contains("create-operator --email=ADDRESS");
  }

  @Test
  void saysInPlainTextWhyItCannotStart() throws Exception {
    Command command =
        Command.run(
            Map.of("SPRING_FLYWAY_URL", "jdbc:unknown"),
            Console.PASSWORD,
            List.of(CreateOperatorCommand.NAME, "--email=" + email));
    assertThat(command.status()).isEqualTo(1);
    assertThat(command.output()).contains("Application run failed").doesNotContain("@timestamp");
  }

  private static Command run(String input, String... arguments)
      throws IOException, InterruptedException {
    // The console is up once its schema is there.
    Console.bootstrap();
    List<String> command = new ArrayList<>(List.of(CreateOperatorCommand.NAME));
    command.addAll(List.of(arguments));
    return Command.run(environment(), input, command);
  }

  private static Map<String, String> environment() {
    String url = Console.POSTGRES.r2dbcUrl();
    return Map.of(
        "SPRING_R2DBC_URL",
        url,
        "SPRING_R2DBC_USERNAME",
        PostgresProcess.SUPERUSER,
        "SPRING_FLYWAY_URL",
        url.replace("r2dbc:", "jdbc:"),
        "SPRING_DATA_REDIS_URL",
        Console.REDIS.url());
  }
}
