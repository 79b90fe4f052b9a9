package dev.paykore.bench.plan;

import java.time.Duration;

/**
 * How long everything is measured.
 *
 * @param rounds of each scenario, of which the median counts
 * @param round how long each peer is under load in a round
 * @param window of warming up
 * @param maxWindows after which a peer is measured even if it is not steady, and said not to be
 */
public record Pace(int rounds, Duration round, Duration window, int maxWindows) {

  /** So many windows must agree for a peer to be steady. */
  public static final int STEADY_WINDOWS = 4;

  /** They agree if they lie within this part of their median. */
  public static final double STEADY_WITHIN = 0.05;

  /** For figures that count. */
  public static final Pace FULL = new Pace(5, Duration.ofSeconds(8), Duration.ofSeconds(3), 30);

  /** To see that everything works. */
  public static final Pace QUICK = new Pace(1, Duration.ofSeconds(2), Duration.ofSeconds(2), 2);

  /** Whether a peer can get steady at all in the time it is given. */
  public boolean warmsUp() {
    return maxWindows >= STEADY_WINDOWS;
  }
}
