package dev.paykore.gateway.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandTests {

  private static final String CONFIG = Path.of("..", "config").toString();

  @TempDir Path folder;

  private record Outcome(int exitCode, String output) {}

  @Test
  void theConfigurationOfTheRepositoryIsRight() {
    Outcome outcome = run("check", CONFIG);

    assertThat(outcome.output()).isEqualTo(CONFIG + ": 8 routes, no problem\n");
    assertThat(outcome.exitCode()).isEqualTo(Command.OK);
  }

  @Test
  void everythingThatIsWrongWithThePropertiesIsPrintedInOneGo() throws IOException {
    write(
        """
        paykore:
          edge:
            redis:
              timeout: soon
            server:
              max-in-flite: 3
            routes:
              - id: wallets
                uri: http://localhost:1
                predicates: [ "Path=/v1/**" ]
                metadata: { environment: sandbox }
        """);

    Outcome outcome = run("check", folder.toString());

    assertThat(outcome.exitCode()).isEqualTo(Command.WRONG);
    assertThat(outcome.output())
        .contains("application.yml:4:16: paykore.edge.redis.timeout: 'soon' (expected: a duration")
        .contains("application.yml:6:21: paykore.edge.server.max-in-flite: '3' is unknown")
        .contains("did you mean max-in-flight?")
        .doesNotContain("\tat ");
  }

  @Test
  void routesThatCannotServeArePrintedWithTheirLines() throws IOException {
    write(
        """
        paykore:
          edge:
            routes:
              - id: wallets
                uri: http://localhost:1
                predicates: [ "Path=/v1/**" ]
                filters: [ "StripPrefiks=1" ]
                metadata: { environment: sandbox }
        """);

    assertThat(run("check", folder.toString()).output())
        .contains("application.yml:7:", "filters[0]: 'StripPrefiks'", "did you mean StripPrefix?");
  }

  @Test
  void aRouteThatIsNeverReachedIsNamedWithTheOneThatHidesIt() throws IOException {
    write(
        """
        paykore:
          edge:
            routes:
              - id: wide
                uri: http://localhost:1
                predicates: [ "Path=/v1/**" ]
                metadata: { environment: sandbox }
              - id: hidden
                uri: http://localhost:1
                predicates: [ "Path=/v1/wallets/**", "Method=GET" ]
                metadata: { environment: sandbox }
        """);

    Outcome outcome = run("check", folder.toString());

    assertThat(outcome.exitCode()).isEqualTo(Command.WRONG);
    assertThat(outcome.output())
        .contains("application.yml:10:", "never reached", "'wide'", "in route 'hidden'");
  }

  @Test
  void aFolderThatIsNotThereIsAnErrorOfUsage() {
    Outcome outcome = run("check", folder.resolve("nowhere").toString());

    assertThat(outcome.exitCode()).isEqualTo(Command.USAGE);
    assertThat(outcome.output()).contains("(expected: a folder with YAML files)");
  }

  @Test
  void aRequestIsExplainedWithItsRouteAndWhyTheOthersAreNotIts() {
    Outcome outcome =
        run(
            "explain",
            "get",
            "https://api.paykore.dev/v1/wallets?limit=2",
            "--key-environment",
            "live",
            "--config",
            CONFIG);

    assertThat(outcome.exitCode()).isEqualTo(Command.OK);
    assertThat(outcome.output())
        .contains("GET https://api.paykore.dev/v1/wallets?limit=2 with a live key")
        .contains("not          wallets-sandbox-host: Host=sandbox.localhost does not match")
        .contains("not          wallets-sandbox: KeyEnvironment=sandbox does not match")
        .contains("not          transactions-live: Path=/v1/transactions/** does not match")
        .contains("route        'wallets-live' (", "routes.yml:")
        .contains("environment  live\n")
        .contains("downstream   http://localhost:8281/v1/wallets?limit=2")
        .contains("connect      1s", "response     15s", "at most 10485760B, idle at most 30s");
  }

  @Test
  void aKeyOfTheOtherEnvironmentIsExplained() {
    assertThat(
            run(
                    "explain",
                    "GET",
                    "http://SANDBOX.localhost:8080/v1/wallets",
                    "--key-environment",
                    "live",
                    "--config",
                    CONFIG)
                .output())
        .contains("route        'wallets-sandbox-host'")
        .contains("environment  sandbox: 401 INVALID_API_KEY");
  }

  @Test
  void whatTheGuardRefusesIsExplained() {
    assertThat(run("explain", "GET", "http://localhost/v1//wallets", "--config", CONFIG).output())
        .contains("refused      BAD_REQUEST: Path: expected no empty segments");
  }

  @Test
  void noRouteAtAllIsExplained() {
    assertThat(run("explain", "GET", "http://localhost/v2", "--config", CONFIG).output())
        .contains("with no key")
        .contains("route        none: 401 without a valid key, with one 404 ROUTE_NOT_FOUND");
  }

  @Test
  void anUnknownEnvironmentIsAnErrorOfUsage() {
    Outcome outcome =
        run("explain", "GET", "http://localhost/", "--key-environment", "sand", "--config", CONFIG);

    assertThat(outcome.exitCode()).isEqualTo(Command.USAGE);
    assertThat(outcome.output()).contains("--key-environment: 'sand' (expected: sandbox or live)");
  }

  private void write(String yaml) throws IOException {
    Files.writeString(folder.resolve("application.yml"), yaml);
  }

  private static Outcome run(String... arguments) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    int exitCode = Command.run(new PrintStream(bytes, true, StandardCharsets.UTF_8), arguments);
    return new Outcome(exitCode, bytes.toString(StandardCharsets.UTF_8));
  }
}
