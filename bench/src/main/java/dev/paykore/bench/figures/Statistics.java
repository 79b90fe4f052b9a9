package dev.paykore.bench.figures;

import java.util.List;

/** The little arithmetic that figures need. */
public final class Statistics {

  private Statistics() {}

  /** The value in the middle, or the mean of the two in the middle. */
  public static double median(List<Double> values) {
    if (values.isEmpty()) {
      throw new IllegalArgumentException("values: none (expected: at least one)");
    }
    List<Double> sorted = values.stream().sorted().toList();
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }

  /** How far the values lie apart, as a part of their median. */
  public static double spread(List<Double> values) {
    double least = values.stream().mapToDouble(Double::doubleValue).min().orElseThrow();
    double most = values.stream().mapToDouble(Double::doubleValue).max().orElseThrow();
    return (most - least) / median(values);
  }

  /**
   * Whether a peer is warm: its last windows lie within a part of their median.
   *
   * @param windows all so far, in their order
   * @param last how many of them must agree
   * @param within the part of the median
   */
  public static boolean isSteady(List<Double> windows, int last, double within) {
    return windows.size() >= last
        && spread(windows.subList(windows.size() - last, windows.size())) <= within;
  }
}
