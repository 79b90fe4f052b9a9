package dev.paykore.bench.stores;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How many commands Redis has run, by {@code INFO commandstats}: those that clients sent and those
 * that scripts called.
 *
 * @param calls of all commands but {@code INFO} itself
 */
public record CommandCounts(long calls) {

  private static final Pattern LINE = Pattern.compile("cmdstat_([^:]+):calls=([0-9]+),.*");

  static CommandCounts parse(String info) {
    long calls =
        info.lines()
            .map(LINE::matcher)
            .filter(Matcher::matches)
            .filter(line -> !line.group(1).equals("info"))
            .mapToLong(line -> Long.parseLong(line.group(2)))
            .sum();
    return new CommandCounts(calls);
  }

  /** Commands since an earlier count. */
  public long since(CommandCounts earlier) {
    return calls - earlier.calls;
  }
}
