package dev.paykore.bench.load;

import dev.paykore.bench.process.Command;
import dev.paykore.bench.process.Folder;
import java.nio.file.Path;
import java.util.Map;

/**
 * The closed loop: {@code wrk}, which sends the next request on a connection as soon as the last
 * one is answered, and so shows how many a server can answer.
 */
public final class Wrk implements AutoCloseable {

  private static final int THREADS = 2;

  /** Multiples of it leave the whole range from 0 to 1 evenly covered, however many there are. */
  private static final double GOLDEN_RATIO = (Math.sqrt(5) - 1) / 2;

  private static final String RESULT = "RESULT ";

  private final Folder folder = Folder.create("wrk");
  private final Path script = folder.write(Wrk.class, "wrk.lua", Map.of());
  private int sent;

  /** Sends the load and waits for its end; each time it starts elsewhere among the keys. */
  public Answered send(Load load) {
    return parse(
        Command.output(
            "wrk",
            "-t" + Math.min(THREADS, load.connections()),
            "-c" + load.connections(),
            "-d" + load.lasting().toSeconds() + "s",
            "--timeout",
            "10s",
            "-s",
            script.toString(),
            load.url(),
            "--",
            load.keys().toString(),
            Double.toString(sent++ * GOLDEN_RATIO % 1)));
  }

  /** Reads the one line that our script prints at the end. */
  static Answered parse(String output) {
    String[] figures =
        output
            .lines()
            .filter(line -> line.startsWith(RESULT))
            .findFirst()
            .orElseThrow(() -> new IllegalStateException("wrk failed: " + output))
            .substring(RESULT.length())
            .split(" ", -1);
    return new Answered(
        Long.parseLong(figures[0]),
        Long.parseLong(figures[1]),
        Long.parseLong(figures[2]),
        Long.parseLong(figures[3]),
        Long.parseLong(figures[4]),
        Long.parseLong(figures[5]));
  }

  @Override
  public void close() {
    folder.delete();
  }
}
