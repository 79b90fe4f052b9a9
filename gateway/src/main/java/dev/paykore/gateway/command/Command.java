package dev.paykore.gateway.command;

import dev.paykore.gateway.configuration.BindProblems;
import dev.paykore.gateway.configuration.InvalidConfigurationException;
import dev.paykore.gateway.configuration.Problem;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.core.NestedExceptionUtils;

/**
 * The commands of the jar: {@code check [FOLDER]} and {@code explain METHOD URL [--key-environment
 * sandbox|live] [--config FOLDER]}. They start nothing and connect to nothing.
 */
public final class Command {

  /** The configuration is right, or the question is answered. */
  public static final int OK = 0;

  /** The configuration is not right. */
  public static final int WRONG = 1;

  /** The command's own words are not right. */
  public static final int USAGE = 2;

  private static final Map<String, Subcommand> COMMANDS =
      Map.of("check", CheckCommand::run, "explain", ExplainCommand::run);

  private Command() {}

  /** One command with its arguments. */
  @FunctionalInterface
  interface Subcommand {
    void run(List<String> arguments, PrintStream out);
  }

  /** Whether the arguments are a command's rather than those of a start. */
  public static boolean isOne(String... arguments) {
    return arguments.length > 0 && COMMANDS.containsKey(arguments[0]);
  }

  /** Runs the command and gives the exit code. */
  public static int run(PrintStream out, String... arguments) {
    try {
      List<String> rest = Arrays.asList(arguments).subList(1, arguments.length);
      Objects.requireNonNull(COMMANDS.get(arguments[0])).run(rest, out);
      return OK;
    } catch (UsageException e) {
      out.println(e.getMessage());
      return USAGE;
    } catch (RuntimeException e) {
      out.println(reason(e));
      return WRONG;
    }
  }

  private static String reason(RuntimeException failure) {
    return Stream.<Throwable>iterate(failure, Objects::nonNull, Throwable::getCause)
        .map(Command::problems)
        .filter(problems -> !problems.isEmpty())
        .findFirst()
        .map(problems -> problems.stream().map(Problem::toString).collect(Collectors.joining("\n")))
        .orElseGet(
            () -> String.valueOf(NestedExceptionUtils.getMostSpecificCause(failure).getMessage()));
  }

  private static List<Problem> problems(Throwable error) {
    return switch (error) {
      case InvalidConfigurationException invalid -> invalid.problems();
      case BindException failed -> BindProblems.of(failed, failed.getName().toString(), Set.of());
      default -> List.of();
    };
  }
}
