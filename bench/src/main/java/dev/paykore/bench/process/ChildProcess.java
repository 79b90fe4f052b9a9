package dev.paykore.bench.process;

import dev.paykore.servers.Lifeline;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A server that the comparison has started. Its output goes to a file in its folder; it ends, and
 * the folder goes, at the latest when this process is gone.
 */
public final class ChildProcess implements AutoCloseable {

  private static final String OUTPUT = "output.log";
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  private final Process process;
  private final Folder folder;
  private final Lifeline lifeline;

  private ChildProcess(Process process, Folder folder, Lifeline lifeline) {
    this.process = process;
    this.folder = folder;
    this.lifeline = lifeline;
  }

  /** Starts a command in the folder, with some more variables in its environment. */
  public static ChildProcess start(
      Folder folder, Map<String, String> environment, List<String> command) {
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.path().toFile())
            .redirectErrorStream(true)
            .redirectOutput(Redirect.appendTo(folder.file(OUTPUT).toFile()));
    builder.environment().putAll(environment);
    try {
      Process process = builder.start();
      return new ChildProcess(process, folder, Lifeline.tie(process.pid(), "TERM", folder.path()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /** The last lines of what it has printed. */
  public String lastWords() {
    return folder.lastLines(OUTPUT);
  }

  /** Throws away what it has printed, so that a long run does not fill the disk. */
  public void forgetOutput() {
    folder.truncate(OUTPUT);
  }

  /** The process ids of the server and its workers. */
  public List<Long> ids() {
    return Stream.concat(Stream.of(process.toHandle()), process.descendants())
        .map(ProcessHandle::pid)
        .toList();
  }

  /**
   * How long after its own start it has started such a program.
   *
   * @param program the name of its file
   */
  public Duration untilStartOf(String program) {
    return process
        .descendants()
        .filter(
            child -> child.info().command().filter(it -> it.endsWith("/" + program)).isPresent())
        .findFirst()
        .flatMap(child -> child.info().startInstant())
        // Both have the system's error about when it was booted, so only their difference is exact.
        .map(start -> Duration.between(process.info().startInstant().orElse(start), start))
        .orElseThrow(() -> new IllegalStateException("it has not started " + program));
  }

  /** Tells it to end and waits; if it takes too long it is killed. */
  public void endWithin(Duration patience) {
    process.destroy();
    try {
      if (!process.waitFor(patience.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly().onExit().join();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      process.destroyForcibly();
    }
  }

  @Override
  public void close() {
    endWithin(PATIENCE);
    lifeline.close();
    folder.delete();
  }
}
