package dev.paykore.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/** Sends POSIX signals, which Java itself cannot, to processes that this package started. */
final class Signals {

  private Signals() {}

  static void send(String signal, List<Long> processIds) {
    for (long processId : processIds) {
      run("kill", "-" + signal, Long.toString(processId));
    }
  }

  private static void run(String... command) {
    try {
      new ProcessBuilder(command)
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .start()
          .waitFor();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for " + command[0], e);
    }
  }
}
