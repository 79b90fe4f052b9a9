package dev.paykore.gateway.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paykore.gateway.testing.EdgeLaunch;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
  void aPatternThatAClientCouldKeepAnEventLoopBusyWithIsPrintedWithItsLine() throws IOException {
    write(
        """
        paykore:
          edge:
            routes:
              - id: wallets
                uri: http://localhost:1
                predicates: [ "Path=/v1/**", "Header=X-Kind, (a+)+$" ]
                metadata: { environment: sandbox }
        """);

    Outcome outcome = run("check", folder.toString());

    assertThat(outcome.exitCode()).isEqualTo(Command.WRONG);
    assertThat(outcome.output())
        .contains(
            "application.yml:6:", "predicates[1]: '(a+)+$' (expected: no unbounded repetition");
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

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Path=/v1/{id} | Path=/v1/wallets",
        "Path=/v1/* | Path=/v1/{id}",
        "Host=*.paykore.dev | Host=api.paykore.dev",
        "Host=**.paykore.dev | Host=*.paykore.dev",
      })
  void aRouteThatAWildcardBeforeItHidesIsNamed(String earlier, String later) throws IOException {
    write(
        """
        paykore:
          edge:
            routes:
              - id: wide
                uri: http://localhost:1
                predicates: [ "%s" ]
                metadata: { environment: sandbox }
              - id: hidden
                uri: http://localhost:1
                predicates: [ "%s" ]
                metadata: { environment: sandbox }
        """
            .formatted(earlier, later));

    Outcome outcome = run("check", folder.toString());

    assertThat(outcome.exitCode()).isEqualTo(Command.WRONG);
    assertThat(outcome.output())
        .contains("application.yml:10:", "never reached", "'wide'", "in route 'hidden'");
  }

  @Test
  void argumentsOfAFilterThatDoNotBindSayWhatWasExpected() throws IOException {
    write(
        """
        paykore:
          edge:
            routes:
              - id: wallets
                uri: http://localhost:1
                predicates: [ "Path=/v1/**" ]
                filters:
                  - StripPrefix=abc
                  - AddRequestHeader=X-Name
                metadata: { environment: sandbox }
        """);

    assertThat(run("check", folder.toString()).output())
        .contains("application.yml:8:13", "filters[0]: parts: 'abc' (expected: a whole number)")
        .contains("application.yml:9:13", "filters[1]: value: missing (expected: a value)");
  }

  @Test
  void argumentsThatAFilterDoesNotTakeAreNamed() throws IOException {
    write(
        """
        paykore:
          edge:
            routes:
              - id: wallets
                uri: http://localhost:1
                predicates: [ "Path=/v1/**" ]
                filters:
                  - StripPrefix=1,2
                  - name: StripPrefix
                    args: { prts: 1 }
                  - PreserveHostHeader=yes
                metadata: { environment: sandbox }
        """);

    assertThat(run("check", folder.toString()).output())
        .contains("filters[0]: 2 arguments in the short form (expected: at most parts)")
        .contains("filters[1]: argument 'prts' (expected: one of parts; did you mean parts?)")
        .contains("filters[2]: 1 arguments in the short form (expected: none)");
  }

  @Test
  void bothFormsOfArgumentsAreRight() throws IOException {
    write(
        """
        paykore:
          edge:
            routes:
              - id: wallets
                uri: http://localhost:1
                predicates:
                  - Path=/v1/a/**,/v1/b/**
                  - Method=GET,POST
                  - Header=X-A
                  - Query=q,1.*
                  - After=2020-01-01T00:00:00Z
                  - name: Cookie
                    args: { name: a, regexp: b }
                filters:
                  - PreserveHostHeader
                  - RewritePath=/v1/(?<rest>.*),/$\\{rest}
                  - name: AddResponseHeader
                    args: { name: X-B, value: "c,d" }
                  - name: StripPrefix
                    args: { parts: 1 }
                metadata: { environment: sandbox }
        """);

    assertThat(run("check", folder.toString()).output()).doesNotContain("expected");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'' | application.yml:1:1: syntax: nothing (expected: a property)",
        "'# later' | application.yml:1:1: syntax: nothing (expected: a property)",
        "'\ta: 1' | application.yml:1:1: syntax: found character",
        "'a: 1\nb: 2\na: 3' | application.yml:3:1: syntax: found duplicate key a (expected: YAML)",
        "'logging.level.dev.paykore: debgu' | application.yml:1:28: logging.level.dev.paykore: 'debgu' (expected: trace or debug or",
        "'server.prot: 1' | application.yml:1:14: server.prot: '1' is unknown (expected: a property that docs/configuration.md lists; did you mean server.port?)",
        "'paykor.edge.redis.timeout: 1s' | application.yml:1:28: paykor.edge.redis.timeout: '1s' is unknown (expected: a property that docs/configuration.md lists; did you mean paykore.edge.redis.timeout?)",
        "'spring.config.import: gone.yml' | application.yml:1:23: spring.config.import: resource",
        "'spring.lifecycle.timeout-per-shutdown-phase: soon' | application.yml:1:46: spring.lifecycle.timeout-per-shutdown-phase: 'soon' (expected: a duration, such as",
        "'server.ssl.bundle: no-such-bundle' | application.yml:1:20: server.ssl.bundle: 'no-such-bundle' (expected: the name of a bundle under spring.ssl.bundle.pem",
        "'spring.ssl.bundle.pem.edge.reload-on-update: perhaps' | application.yml:1:46: spring.ssl.bundle.pem.edge.reload-on-update: 'perhaps' (expected: true or false)",
        "'spring.cloud.gateway.server.webflux.httpclient.connect-timeout: soon' | application.yml:1:65: spring.cloud.gateway.server.webflux.httpclient.connect-timeout: 'soon' (expected: a whole number)",
        "'spring.cloud.gateway.server.webflux.httpclient.ssl.use-insecure-trust-manager: true' | application.yml:1:80: spring.cloud.gateway.server.webflux.httpclient.ssl.use-insecure-trust-manager: 'true' (expected: false; the certificate of a downstream",
        "'management.endpoint.health.show-details: some' | application.yml:1:42: management.endpoint.health.show-details: 'some' (expected: never or",
        "'paykore.edge.server.drain-delay: 30s' | application.yml:1:34: paykore.edge.server.drain-delay: '30s' (expected: shorter than spring.lifecycle.timeout-per-shutdown-phase, 30s)",
        "'spring.lifecycle.timeout-per-shutdown-phase: 10s' | application.yml:1:46: spring.lifecycle.timeout-per-shutdown-phase: '10s' (expected: longer than paykore.edge.server.drain-delay, 10s)",
        "'paykore.edge.server.drain-delay: 2m\nspring.lifecycle.timeout-per-shutdown-phase: 1500ms' | application.yml:1:34: paykore.edge.server.drain-delay: '2m' (expected: shorter than spring.lifecycle.timeout-per-shutdown-phase, 1500ms)",
      })
  void aFileThatCannotBeReadIsNamedWithItsLine(String yaml, String problem) throws IOException {
    write(yaml);

    Outcome outcome = run("check", folder.toString());

    assertThat(outcome.exitCode()).isEqualTo(Command.WRONG);
    assertThat(outcome.output()).contains(problem);
  }

  @Test
  void propertiesOfLibrariesAreKnown() throws IOException {
    write(
        """
        paykore.edge.routes:
          - id: wallets
            uri: http://localhost:1
            predicates: [ "Path=/v1/**" ]
            metadata: { environment: sandbox }
        debug: false
        logging.level.dev.paykore: debug
        management.server.ssl.enabled: false
        server.shutdown: graceful
        spring:
          cloud.gateway.server.webflux.httpclient.ssl.handshake-timeout: 2s
          data.redis.sentinel: { master: main, nodes: ["a:1", "b:2"] }
          lifecycle.timeout-per-shutdown-phase: 20s
          r2dbc.properties.connectTimeout: 300ms
          reactor.netty.shutdown-quiet-period: 1s
          ssl.bundle.watch.file.quiet-period: 2s
        """);

    assertThat(run("check", folder.toString()).output()).endsWith("1 routes, no problem\n");
  }

  @Test
  void theJarPrintsWhatIsWrongAndNothingElse() throws Exception {
    write(
        """
        paykore.edge.routes:
          - id: wallets
            uri: http://localhost:1
            predicates: [ "Pth=/v1/**" ]
            metadata: { environment: sandbox }
        """);

    List<String> command = EdgeLaunch.java(List.of());
    command.addAll(List.of("check", folder.toString()));
    Process check = new ProcessBuilder(command).redirectErrorStream(true).start();

    String output = new String(check.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(check.waitFor()).isEqualTo(Command.WRONG);
    assertThat(output.lines()).singleElement().asString().contains("predicates[0]: 'Pth'");
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
  void theRequestIsExplainedAsTheFiltersOfItsRouteLeaveIt() throws IOException {
    write(
        """
        paykore.edge.routes:
          - id: wallets
            uri: https://localhost:1
            predicates: [ "Path=/pay/**" ]
            filters: [ "StripPrefix=1", "PrefixPath=/v2" ]
            metadata: { environment: sandbox }
          - id: rest
            uri: https://localhost:2
            predicates: [ "Path=/**" ]
            metadata: { environment: sandbox }
        """);

    assertThat(
            run(
                    "explain",
                    "GET",
                    "http://localhost/pay/wallets?limit=2",
                    "--config",
                    folder.toString())
                .output())
        .contains("downstream   https://localhost:1/v2/wallets?limit=2\n")
        .contains("wait         1s", "handshake    3s\n", "not tried    rest\n");
  }

  @Test
  void aRouteWhoseFilterAnswersItselfIsExplainedWithoutADownstream() throws IOException {
    write(
        """
        paykore.edge.routes:
          - id: moved
            uri: http://localhost:1
            predicates: [ "Path=/pay/**" ]
            filters: [ "RedirectTo=302,https://paykore.dev" ]
            metadata: { environment: sandbox }
        """);

    assertThat(
            run("explain", "GET", "http://localhost/pay", "--config", folder.toString()).output())
        .contains("downstream   none: a filter of the route answers itself");
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
