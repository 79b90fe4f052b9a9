package dev.paykore.bench.keys;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * Draws ranks by Zipf's law with exponent 1: rank {@code i} is drawn {@code i + 1} times more
 * rarely than rank 0.
 */
final class Zipf {

  private final double[] upTo;

  Zipf(int ranks) {
    if (ranks < 1) {
      throw new IllegalArgumentException("ranks: %d (expected: >= 1)".formatted(ranks));
    }
    this.upTo = new double[ranks];
    double sum = 0;
    for (int rank = 0; rank < ranks; rank++) {
      sum += 1.0 / (rank + 1);
      upTo[rank] = sum;
    }
  }

  /** A rank, from 0. */
  int next(RandomGenerator random) {
    int found = Arrays.binarySearch(upTo, random.nextDouble() * upTo[upTo.length - 1]);
    return Math.min(found < 0 ? -found - 1 : found, upTo.length - 1);
  }
}
