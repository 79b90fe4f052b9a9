package dev.paykore.console;

import dev.paykore.console.refusal.Refusal;
import dev.paykore.console.refusal.RefusedException;
import dev.paykore.console.refusal.WrongField;
import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.util.Optional;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/**
 * {@code create-operator --email=…}: makes an operator's account. The password comes from {@code
 * PAYKORE_OPERATOR_PASSWORD}, from the terminal, or from the first line of standard input; never
 * from the command line, where others could read it.
 */
final class CreateOperatorCommand {

  static final String NAME = "create-operator";

  private static final String EMAIL = "--email";
  private static final String FOR_PEOPLE = "--logging.structured.format.console=";
  private static final String PASSWORD = "PAYKORE_OPERATOR_PASSWORD";

  private CreateOperatorCommand() {}

  /** Gives the exit status: 0 if the account was made, 1 if not, 2 for a wrong command line. */
  static int run(String... arguments) {
    Optional<String> email = email(arguments);
    if (email.isEmpty()) {
      System.err.println("Usage: java -jar console.jar create-operator --email=ADDRESS");
      return 2;
    }
    try (ConfigurableApplicationContext context = start()) {
      context.getBean(ConsoleBootstrap.class).createOperator(email.get(), password());
      System.out.println("Created operator " + email.get());
      return 0;
    } catch (RefusedException refused) {
      System.err.println(explain(refused.refusal()));
      return 1;
    }
  }

  private static ConfigurableApplicationContext start() {
    return new SpringApplicationBuilder(CommandConfiguration.class)
        .web(WebApplicationType.NONE)
        .properties(ConsoleApplication.CONFIGURATION)
        .properties("logging.level.root=warn")
        .run(FOR_PEOPLE);
  }

  private static Optional<String> email(String... arguments) {
    for (int i = 1; i < arguments.length; i++) {
      if (arguments[i].startsWith(EMAIL + "=")) {
        return Optional.of(arguments[i].substring(EMAIL.length() + 1));
      }
      if (arguments[i].equals(EMAIL) && i + 1 < arguments.length) {
        return Optional.of(arguments[i + 1]);
      }
    }
    return Optional.empty();
  }

  private static String password() {
    String fromEnvironment = System.getenv(PASSWORD);
    if (fromEnvironment != null) {
      return fromEnvironment;
    }
    return Optional.ofNullable(System.console())
        .filter(Console::isTerminal)
        .map(terminal -> new String(terminal.readPassword("Password: ")))
        .orElseGet(CreateOperatorCommand::firstLine);
  }

  private static String firstLine() {
    try {
      BufferedReader input =
          new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset()));
      String line = input.readLine();
      return line == null ? "" : line;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String explain(Refusal refusal) {
    return refusal instanceof Refusal.Invalid invalid
        ? String.join(
            System.lineSeparator(), invalid.fields().stream().map(WrongField::message).toList())
        : refusal.toString();
  }

  /** Only what the command needs: no web server, no sessions, nothing in the background. */
  @Configuration(proxyBeanMethods = false)
  @EnableAutoConfiguration
  @ConfigurationPropertiesScan
  @Import({ConsoleConfiguration.class, ConsoleBootstrap.class})
  @ComponentScan(
      basePackages = {
        "dev.paykore.console.audit",
        "dev.paykore.console.change",
        "dev.paykore.console.key",
        "dev.paykore.console.partner",
        "dev.paykore.console.token",
        "dev.paykore.console.user"
      })
  static class CommandConfiguration {}
}
