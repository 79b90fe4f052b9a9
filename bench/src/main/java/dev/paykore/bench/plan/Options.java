package dev.paykore.bench.plan;

import dev.paykore.bench.peer.Peer;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What was asked for on the command line.
 *
 * @param quick whether only to see that everything works
 * @param peers to compare
 * @param scenarios to measure
 * @param pace how long
 * @param keys how many keys "all keys" are
 * @param jvm options of each Java process
 */
public record Options(
    boolean quick,
    Set<Peer> peers,
    Set<Scenario> scenarios,
    Pace pace,
    int keys,
    List<String> jvm) {

  public static final String USAGE =
      """
      usage: bench/run [--quick] [--peers=A,B] [--scenarios=A,B] [--rounds=N] [--seconds=N]
                       [--keys=N] [--jvm='OPTIONS']
      peers:     %s
      scenarios: %s
      """
          .formatted(
              names(Peer.values(), Peer::wireName), names(Scenario.values(), Scenario::wireName));

  private static final String JVM =
      "-Xms256m -Xmx256m -XX:+UseSerialGC -XX:+UseCompactObjectHeaders";
  private static final List<String> JVM_ALWAYS =
      List.of("--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow");

  /** The defaults, in full or quick. */
  public static Options defaults(boolean quick) {
    return new Options(
        quick,
        EnumSet.allOf(Peer.class),
        EnumSet.allOf(Scenario.class),
        quick ? Pace.QUICK : Pace.FULL,
        quick ? 5_000 : 100_000,
        List.of(JVM.split(" ", -1)));
  }

  /**
   * Reads the command line.
   *
   * @throws IllegalArgumentException that says what is wrong with it
   */
  public static Options parse(String... arguments) {
    Options options = defaults(List.of(arguments).contains("--quick"));
    for (String argument : arguments) {
      String[] nameAndValue = argument.split("=", 2);
      options = options.with(nameAndValue[0], nameAndValue.length == 2 ? nameAndValue[1] : "");
    }
    return options;
  }

  /** All options of a Java process. */
  public List<String> jvmOptions() {
    return java.util.stream.Stream.concat(jvm.stream(), JVM_ALWAYS.stream()).toList();
  }

  private Options with(String name, String value) {
    return switch (name) {
      case "--quick" -> this;
      case "--peers" -> with(choose(value, Peer.values(), Peer::wireName), scenarios);
      case "--scenarios" -> with(peers, choose(value, Scenario.values(), Scenario::wireName));
      case "--rounds" ->
          with(new Pace(number(name, value), pace.round(), pace.window(), pace.maxWindows()));
      case "--seconds" ->
          with(
              new Pace(
                  pace.rounds(),
                  Duration.ofSeconds(number(name, value)),
                  pace.window(),
                  pace.maxWindows()));
      case "--keys" -> new Options(quick, peers, scenarios, pace, number(name, value), jvm);
      case "--jvm" ->
          new Options(quick, peers, scenarios, pace, keys, List.of(value.split(" +", -1)));
      default -> throw new IllegalArgumentException("%s: unknown".formatted(name));
    };
  }

  private Options with(Set<Peer> newPeers, Set<Scenario> newScenarios) {
    return new Options(quick, newPeers, newScenarios, pace, keys, jvm);
  }

  private Options with(Pace newPace) {
    return new Options(quick, peers, scenarios, newPace, keys, jvm);
  }

  private static int number(String name, String value) {
    if (!value.matches("[1-9][0-9]{0,6}")) {
      throw new IllegalArgumentException(
          "%s: '%s' (expected: 1 to 9999999)".formatted(name, value));
    }
    return Integer.parseInt(value);
  }

  private static <E extends Enum<E>> Set<E> choose(
      String value, E[] all, Function<E, String> name) {
    List<String> wanted = List.of(value.split(",", -1));
    Set<E> chosen =
        Arrays.stream(all)
            .filter(one -> wanted.contains(name.apply(one)))
            .collect(Collectors.toCollection(() -> EnumSet.noneOf(all[0].getDeclaringClass())));
    if (chosen.size() != wanted.size()) {
      throw new IllegalArgumentException(
          "'%s' (expected: of %s)".formatted(value, names(all, name)));
    }
    return chosen;
  }

  private static <E> String names(E[] all, Function<E, String> name) {
    return Arrays.stream(all).map(name).collect(Collectors.joining(" "));
  }
}
