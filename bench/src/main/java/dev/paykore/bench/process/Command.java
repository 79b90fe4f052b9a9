package dev.paykore.bench.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Commands that end by themselves, of which only the output is wanted. */
public final class Command {

  private Command() {}

  /** What the command prints, on both of its outputs, until it ends; or until this process does. */
  public static String output(String... command) {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      Thread atTheEnd = new Thread(process::destroy);
      Runtime.getRuntime().addShutdownHook(atTheEnd);
      process.getOutputStream().close();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      Runtime.getRuntime().removeShutdownHook(atTheEnd);
      return output;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
