package dev.paykore.bench.figures;

import dev.paykore.bench.load.Answered;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * All rounds of one peer in one scenario.
 *
 * @param rounds in their order, at least one
 */
public record Measured(List<Round> rounds) {

  /**
   * One round.
   *
   * @param answered what the generator saw
   * @param residentKibibytes the peer's memory at its end
   */
  public record Round(Answered answered, long residentKibibytes) {}

  /** Answers a second. */
  public double perSecond() {
    return median(Answered::perSecond);
  }

  /** How far the rounds lie apart, as a part of the median. */
  public double spread() {
    return Statistics.spread(values(Answered::perSecond));
  }

  public double p50Millis() {
    return median(answered -> answered.p50Micros() / 1000.0);
  }

  public double p99Millis() {
    return median(answered -> answered.p99Micros() / 1000.0);
  }

  /** How far the rounds' p99 lie apart, as a part of their median. */
  public double p99Spread() {
    return Statistics.spread(values(answered -> answered.p99Micros() / 1000.0));
  }

  /** The most memory at the end of any round, in MiB. */
  public long residentMebibytes() {
    return rounds.stream().mapToLong(Round::residentKibibytes).max().orElse(0) / 1024;
  }

  /** All requests of all rounds. */
  public long requests() {
    return rounds.stream().mapToLong(round -> round.answered().requests()).sum();
  }

  /**
   * Answers that should not have been: refusals where none belong, and what was left unanswered.
   */
  public long wrong(int expectedStatus) {
    return rounds.stream().mapToLong(round -> wrong(round.answered(), expectedStatus)).sum();
  }

  private static long wrong(Answered answered, int expectedStatus) {
    long passedOrRefused =
        expectedStatus == 200 ? answered.refusals() : answered.requests() - answered.refusals();
    return passedOrRefused + answered.broken();
  }

  private double median(ToDoubleFunction<Answered> figure) {
    return Statistics.median(values(figure));
  }

  private List<Double> values(ToDoubleFunction<Answered> figure) {
    return rounds.stream().map(round -> figure.applyAsDouble(round.answered())).toList();
  }
}
