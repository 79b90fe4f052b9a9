package dev.paykore.gateway.configuration;

import java.util.List;
import java.util.stream.Collectors;

/** The edge may not serve with its configuration; says everything that is wrong with it. */
public final class InvalidConfigurationException extends RuntimeException {

  private final transient List<Problem> problems;

  private InvalidConfigurationException(List<Problem> problems) {
    super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
    this.problems = List.copyOf(problems);
  }

  /** Does nothing if there are no problems. */
  public static void throwIfAny(List<Problem> problems) {
    if (!problems.isEmpty()) {
      throw new InvalidConfigurationException(problems);
    }
  }

  /** What is wrong. */
  public List<Problem> problems() {
    return problems;
  }
}
