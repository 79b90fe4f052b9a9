package dev.paykore.gateway.configuration;

import dev.paykore.gateway.guard.server.ServerBounds;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;

/** Checks that the drain ends before Spring cuts off its step of the shutdown. */
final class DrainCheck {

  private static final String SERVER = "paykore.edge.server";
  private static final String DRAIN = SERVER + ".drain-delay";
  private static final String STEP = "spring.lifecycle.timeout-per-shutdown-phase";

  private DrainCheck() {}

  static List<Problem> problems(Environment environment) {
    Optional<Duration> drain = drain(environment);
    Optional<Duration> step = WrittenProperties.value(environment, STEP, Duration.class);
    return drain.isPresent() && step.isPresent() && drain.get().compareTo(step.get()) >= 0
        ? problems(environment, drain.get(), step.get())
        : List.of();
  }

  /** What is wrong with its group is told by the check of the groups. */
  private static Optional<Duration> drain(Environment environment) {
    try {
      ServerBounds bounds = Binder.get(environment).bindOrCreate(SERVER, ServerBounds.class);
      return Optional.of(bounds.drainDelay());
    } catch (BindException told) {
      return Optional.empty();
    }
  }

  /** At the drain, unless it is the default that has become too long. */
  private static List<Problem> problems(Environment environment, Duration drain, Duration step) {
    String shorter = "shorter than %s, %s".formatted(STEP, Durations.text(step));
    String longer = "longer than %s, %s".formatted(DRAIN, Durations.text(drain));
    return Stream.of(
            WrittenProperties.problem(environment, DRAIN, shorter),
            WrittenProperties.problem(environment, STEP, longer))
        .flatMap(Optional::stream)
        .limit(1)
        .toList();
  }
}
