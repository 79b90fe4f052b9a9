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

  /** A peer is steady when its last so many windows are as good as so many before them. */
  public static final int STEADY_WINDOWS = 8;

  /** They are if their medians lie within this part of each other. */
  public static final double STEADY_WITHIN = 0.03;

  /** For figures that count. */
  public static final Pace FULL = new Pace(5, Duration.ofSeconds(8), Duration.ofSeconds(3), 120);

  /** To see that everything works. */
  public static final Pace QUICK = new Pace(1, Duration.ofSeconds(2), Duration.ofSeconds(2), 2);

  /** Whether a peer can get steady at all in the time it is given. */
  public boolean warmsUp() {
    return maxWindows >= 2 * STEADY_WINDOWS;
  }
}
