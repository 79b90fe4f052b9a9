package dev.paykore.gateway.observability;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import dev.paykore.gateway.observability.AccessLine.Account;
import dev.paykore.gateway.observability.logging.LineEncoder;
import dev.paykore.keys.ApiKeyHash;
import dev.paykore.keys.ApiKeyRecord;
import dev.paykore.keys.Environment;
import dev.paykore.keys.Tier;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.slf4j.LoggerFactory;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

/**
 * The access line of a request: what its event loop does, and with that what the thread of the log
 * does. The one subtracted from the other is the log's; {@link #count} is in both. It has the
 * package of what it measures, which nobody else can make.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class AccessLineBenchmark {

  private final LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
  private final Kept kept = new Kept();
  private final RequestMeters meters = new RequestMeters(new SimpleMeterRegistry());
  private final AccessLog log = new AccessLog(meters);
  private final LineEncoder encoder = new LineEncoder();
  private final AccessLine line = line();

  public AccessLineBenchmark() {
    context.reset();
    context.putObject(org.springframework.core.env.Environment.class.getName(), environment());
    encoder.setContext(context);
    encoder.setFormat("ecs");
    encoder.start();
    kept.start();
    Logger access = context.getLogger("access");
    access.setAdditive(false);
    access.addAppender(kept);
  }

  @Benchmark
  public void count() {
    meters.count(line);
  }

  @Benchmark
  public @Nullable ILoggingEvent onTheEventLoop() {
    log.write(line);
    return kept.event;
  }

  @Benchmark
  public byte[] untilItIsBytes() {
    log.write(line);
    ILoggingEvent event = kept.event;
    return event == null ? new byte[0] : encoder.encode(event);
  }

  private static AccessLine line() {
    Account account =
        new Account(key(), "wallets-sandbox", Environment.SANDBOX, 12_900_000, 1_804, false, null);
    return new AccessLine(
        "req_4kMnO5pQrS",
        "192.0.2.117",
        "GET",
        "/v1/wallets/wal_1001/transactions",
        200,
        15_100_000,
        null,
        account);
  }

  private static ApiKeyRecord key() {
    return new ApiKeyRecord(
        new ApiKeyHash("0".repeat(64)),
        1,
        "key_01HV6Q0Z5W3K",
        "secret_1",
        "partner_acme",
        Environment.SANDBOX,
        Tier.STARTER,
        null,
        null,
        null,
        ApiKeyRecord.Status.ACTIVE);
  }

  private static StandardEnvironment environment() {
    StandardEnvironment environment = new StandardEnvironment();
    Map<String, Object> names =
        Map.of("spring.application.name", "paykore-edge", "spring.application.pid", "17");
    environment.getPropertySources().addFirst(new MapPropertySource("names", names));
    return environment;
  }

  /** Takes an event as the appender to the output does, which queues it. */
  private static final class Kept extends UnsynchronizedAppenderBase<ILoggingEvent> {

    private @Nullable ILoggingEvent event;

    @Override
    protected void append(ILoggingEvent last) {
      last.prepareForDeferredProcessing();
      event = last;
    }
  }
}
