package dev.paykore.gateway.faults;

import java.time.Duration;

/** How long the rows run: short with all tests, or in full length with {@code -Pfaults}. */
public final class FaultRun {

  private static final boolean FULL = "full".equals(System.getProperty("paykore.faults"));

  private FaultRun() {}

  /** Whether this run is the one whose figures are written down. */
  public static boolean isFull() {
    return FULL;
  }

  /** How often something is repeated. */
  public static int times(int inShort, int inFull) {
    return FULL ? inFull : inShort;
  }

  /** How long something goes on. */
  public static Duration lasting(Duration inShort, Duration inFull) {
    return FULL ? inFull : inShort;
  }
}
