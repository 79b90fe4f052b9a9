package dev.paykore.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paykore.servers.PostgresProcess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The command as it is typed, in a process of its own. */
class CreateOperatorCommandTests {

  private final String email = Console.email();

  @Test
  void makesAnOperatorWhoCanLogIn() throws Exception {
    Ended command = run(Console.PASSWORD, "--email=" + email);
    assertThat(command.output()).contains("Created operator " + email);
    assertThat(command.output()).doesNotContain(Console.PASSWORD);
    assertThat(command.status()).isZero();
    assertThat(Visitor.loggedIn(email).get("/partners").statusCode()).isEqualTo(200);
  }

  @Test
  void saysWhatIsWrongWithThePassword() throws Exception {
    Ended command = run("short", "--email", email);
    assertThat(command.status()).isEqualTo(1);
    assertThat(command.output()).contains("Choose a password of at least 12 characters.");
  }

  @Test
  void saysHowItIsUsed() throws Exception {
    Ended command = run(Console.PASSWORD);
    assertThat(command.status()).isEqualTo(2);
    assertThat(command.output()).contains("create-operator --email=ADDRESS");
  }

  private record Ended(int status, String output) {}

  private static Ended run(String input, String... arguments)
      throws IOException, InterruptedException {
    // The console is up once its schema is there.
    Console.bootstrap();
    Process process = builder(arguments).start();
    try (var stdin = process.getOutputStream()) {
      stdin.write((input + "\n").getBytes(StandardCharsets.UTF_8));
    } catch (IOException endedBeforeItRead) {
      // A wrong command line is refused without asking for the password.
    }
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Ended(process.waitFor(), output);
  }

  private static ProcessBuilder builder(String... arguments) {
    ProcessBuilder builder = new ProcessBuilder(java(), "-Xmx256m", "-cp", classPath());
    builder.command().add(ConsoleApplication.class.getName());
    builder.command().add(CreateOperatorCommand.NAME);
    builder.command().addAll(java.util.List.of(arguments));
    builder.environment().putAll(environment());
    return builder.redirectErrorStream(true);
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

  private static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  private static String classPath() {
    return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
  }
}
