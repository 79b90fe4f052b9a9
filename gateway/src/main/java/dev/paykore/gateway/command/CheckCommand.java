package dev.paykore.gateway.command;

import dev.paykore.gateway.routing.dispatch.Routes;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;

/** {@code check [FOLDER]}: whether an edge would start with the files of a folder. */
final class CheckCommand {

  private static final String USAGE = "usage: check [FOLDER]";

  private CheckCommand() {}

  static void run(List<String> arguments, PrintStream out) {
    if (arguments.size() > 1) {
      throw new UsageException(USAGE);
    }
    Path folder = Path.of(arguments.isEmpty() ? "config" : arguments.getFirst());
    try (IdleEdge edge = IdleEdge.of(folder)) {
      out.printf(
          "%s: %d routes, no problem%n", folder, edge.bean(Routes.class).now().routes().size());
    }
  }
}
