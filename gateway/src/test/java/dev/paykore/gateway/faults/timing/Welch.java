package dev.paykore.gateway.faults.timing;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Compares two series of times as dudect does (Reparaz, Balasch and Verbauwhede, 2017): the slowest
 * hundredth of each is cropped, and Welch's t says how far the means lie apart. Below 4.5 they are
 * not told apart.
 */
final class Welch {

  /** Above it the two series are told apart. */
  static final double THRESHOLD = 4.5;

  private static final double KEPT = 0.99;

  private Welch() {}

  static double t(long[] one, long[] other) {
    double[] first = cropped(one);
    double[] second = cropped(other);
    double spread = variance(first) / first.length + variance(second) / second.length;
    return (mean(first) - mean(second)) / Math.sqrt(spread);
  }

  /**
   * The mean of each group, without the slowest hundredth of all. What is measured again and again
   * has a time of its own, by where it lies in memory, so that its samples are not independent: not
   * they, but these are to be compared.
   *
   * @param groups that of each sample, from 0 on
   */
  static long[] means(long[] nanos, int[] groups, int count) {
    long[] sorted = nanos.clone();
    Arrays.sort(sorted);
    long slowest = sorted[(int) (sorted.length * KEPT) - 1];
    long[] sums = new long[count];
    int[] samples = new int[count];
    for (int i = 0; i < nanos.length; i++) {
      if (nanos[i] <= slowest) {
        sums[groups[i]] += nanos[i];
        samples[groups[i]]++;
      }
    }
    return IntStream.range(0, count)
        .filter(group -> samples[group] > 0)
        .mapToLong(group -> sums[group] / samples[group])
        .toArray();
  }

  /** The middle one, in microseconds. */
  static double medianMicros(long[] nanos) {
    long[] sorted = nanos.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2] / 1e3;
  }

  private static double[] cropped(long[] nanos) {
    return Arrays.stream(nanos)
        .sorted()
        .limit((long) (nanos.length * KEPT))
        .asDoubleStream()
        .toArray();
  }

  private static double mean(double[] values) {
    return Arrays.stream(values).average().orElseThrow();
  }

  private static double variance(double[] values) {
    double mean = mean(values);
    double sum = Arrays.stream(values).map(value -> (value - mean) * (value - mean)).sum();
    return sum / (values.length - 1);
  }
}
