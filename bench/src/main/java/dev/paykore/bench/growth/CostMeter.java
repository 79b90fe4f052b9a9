package dev.paykore.bench.growth;

import dev.paykore.bench.figures.Statistics;
import dev.paykore.bench.load.Answered;
import dev.paykore.bench.peer.RunningPeer;
import dev.paykore.bench.stores.Stores;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Measures what a load costs everybody who takes part in answering it. */
final class CostMeter {

  private static final double KIBIBYTES_PER_MEBIBYTE = 1024;
  private static final double MICROS_PER_MILLI = 1_000;

  private final Stores stores;
  private final int rounds;

  /** Measures so many rounds, of which the median counts; costs are those of all together. */
  CostMeter(Stores stores, int rounds) {
    this.stores = stores;
    this.rounds = rounds;
  }

  /** What everybody has used up so far. */
  private record Used(long edgeMicros, long redisMicros, long redisCommands, long postgresReads) {

    Used since(Used earlier) {
      return new Used(
          edgeMicros - earlier.edgeMicros,
          redisMicros - earlier.redisMicros,
          redisCommands - earlier.redisCommands,
          postgresReads - earlier.postgresReads);
    }
  }

  Cost measure(String what, int size, List<RunningPeer> edges, Supplier<Answered> load) {
    Used before = used(edges);
    List<Answered> answered = new ArrayList<>();
    for (int i = 0; i < rounds; i++) {
      answered.add(load.get());
      edges.forEach(RunningPeer::forgetOutput);
    }
    Cost cost = cost(what, size, answered, used(edges).since(before), residentMebibytes(edges));
    System.err.printf("bench: %s%n", cost);
    return cost;
  }

  private static Cost cost(
      String what, int size, List<Answered> answered, Used used, long residentMebibytes) {
    double requests = answered.stream().mapToLong(Answered::requests).sum();
    return new Cost(
        what,
        size,
        Statistics.median(answered.stream().map(Answered::perSecond).toList()),
        Statistics.median(
            answered.stream().map(one -> one.p99Micros() / MICROS_PER_MILLI).toList()),
        used.edgeMicros() / requests,
        used.redisMicros() / requests,
        used.redisCommands() / requests,
        used.postgresReads() / requests,
        residentMebibytes,
        answered.stream().mapToLong(one -> one.refusals() + one.broken()).sum());
  }

  private Used used(List<RunningPeer> edges) {
    return new Used(
        edges.stream().mapToLong(RunningPeer::processorMicros).sum(),
        stores.redisProcessorMicros(),
        stores.commandCounts().calls(),
        stores.postgresTransactions());
  }

  private static long residentMebibytes(List<RunningPeer> edges) {
    double kibibytes = edges.stream().mapToLong(RunningPeer::residentKibibytes).sum();
    return Math.round(kibibytes / KIBIBYTES_PER_MEBIBYTE);
  }
}
