package dev.paykore.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/**
 * Ends a server when this process is gone, in whatever way it went: a shell waits for the end of
 * its standard input, which the system closes with this process, and then cleans up. A terminal's
 * Ctrl-C does not reach the shell.
 */
public final class Lifeline implements AutoCloseable {

  private static final String SCRIPT =
      """
      trap '' HUP INT TERM
      read -r _
      kill -s "$2" "$1" && kill -s CONT "$1"
      tries=0
      while [ "$tries" -lt 100 ] && kill -0 "$1"; do
        sleep 0.1
        tries=$((tries + 1))
      done
      rm -rf -- "$3"
      """;

  private final Process shell;

  private Lifeline(Process shell) {
    this.shell = shell;
  }

  /** Sees to it that the server gets the signal, and its files are removed, after this process. */
  public static Lifeline tie(long processId, String signal, Path files) {
    try {
      return new Lifeline(
          new ProcessBuilder(
                  "sh",
                  "-c",
                  SCRIPT,
                  "paykore-lifeline",
                  Long.toString(processId),
                  signal,
                  files.toString())
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The server has ended before this process: there is nothing left to do. */
  @Override
  public void close() {
    shell.destroyForcibly().onExit().join();
  }
}
