package dev.paykore.bench.micro;

import dev.paykore.gateway.bucket.TokenBucket;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The arithmetic of the limit. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class TokenBucketBenchmark {

  private static final int LIMIT = 1_000;

  private long nowMillis;
  private TokenBucket bucket = TokenBucket.full(LIMIT, 0);

  /** One request a millisecond: most find the bucket empty. */
  @Benchmark
  public int take() {
    nowMillis++;
    TokenBucket.Take take = bucket.take(1, nowMillis, LIMIT);
    bucket = take.after();
    return take.granted();
  }

  @Benchmark
  public long headers() {
    return bucket.remaining() + bucket.fullAtEpochSecond() + bucket.secondsUntilToken();
  }
}
