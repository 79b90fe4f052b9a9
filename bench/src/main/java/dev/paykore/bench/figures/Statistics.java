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
   * Whether a peer is warm: the median of its last windows is that of as many before them, within a
   * part of it. Single windows lie further apart than that on a machine that others use too.
   *
   * @param windows all so far, in their order
   * @param last how many of them are compared with as many before
   * @param within the part of the median
   */
  public static boolean isSteady(List<Double> windows, int last, double within) {
    int size = windows.size();
    if (size < 2 * last) {
      return false;
    }
    double before = median(windows.subList(size - 2 * last, size - last));
    double now = median(windows.subList(size - last, size));
    return Math.abs(now - before) <= within * before;
  }
}
