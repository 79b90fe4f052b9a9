package dev.paykore.bench.comparison;

import dev.paykore.bench.figures.Statistics;
import dev.paykore.bench.load.Answered;
import dev.paykore.bench.load.Load;
import dev.paykore.bench.load.Wrk;
import dev.paykore.bench.plan.Pace;
import java.util.ArrayList;
import java.util.List;

/**
 * Keeps a peer under load until its throughput is steady: until its last windows were no better
 * than those before, and all keys have been sent twice if there are many. While the generator and
 * the stores use the processors too, the compiler of a JVM takes minutes to come to its end.
 *
 * @param windows answers a second in each window
 * @param steady whether that was reached in the time there was
 */
public record WarmUp(List<Double> windows, boolean steady) {

  /**
   * Loads a peer until it is steady, or the windows are used up.
   *
   * @param wrk sends
   * @param window what is sent in each
   * @param maxWindows after which it is not waited for any longer
   * @param leastRequests that are sent in any case
   */
  public static WarmUp of(Wrk wrk, Load window, int maxWindows, long leastRequests) {
    List<Double> windows = new ArrayList<>();
    long requests = 0;
    boolean steady = false;
    while (!steady && windows.size() < maxWindows) {
      Answered answered = wrk.send(window);
      requests += answered.requests();
      windows.add(answered.perSecond());
      Progress.say("warming up: %,.0f a second".formatted(answered.perSecond()));
      steady =
          requests >= leastRequests
              && Statistics.isSteady(windows, Pace.STEADY_WINDOWS, Pace.STEADY_WITHIN);
    }
    return new WarmUp(windows, steady);
  }
}
