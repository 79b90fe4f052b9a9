package dev.paykore.bench.micro;

import dev.paykore.gateway.client.TrustedProxies;
import dev.paykore.gateway.guard.Normalisation;
import dev.paykore.gateway.guard.RequestRules;
import dev.paykore.gateway.guard.Verdict;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.util.AsciiString;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
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

/** What the guard does to each request: all of its rules, and the one form it goes on in. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class GuardBenchmark {

  private static final int MAX_HEADERS = 100;
  private static final String REQUEST_ID = "req_0123456789";

  private final RequestRules rules = new RequestRules(MAX_HEADERS);
  private final Normalisation normalisation =
      new Normalisation(new TrustedProxies(List.of()), new SimpleMeterRegistry());
  private final InetSocketAddress peer =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 40_000);
  private final HttpRequest request = request();

  @Benchmark
  public Verdict check() {
    return rules.check(request);
  }

  /** With the making of the request, which is changed. */
  @Benchmark
  public HttpRequest normalise() {
    HttpRequest made = request();
    normalisation.apply(made, REQUEST_ID, peer);
    return made;
  }

  /** Its names are of the kind that the decoder makes. */
  private static HttpRequest request() {
    HttpRequest made =
        new DefaultHttpRequest(
            HttpVersion.HTTP_1_1, HttpMethod.GET, "/v1/wallets/wal_1001/transactions?limit=20");
    made.headers()
        .add(new AsciiString("Host"), "api.paykore.dev")
        .add(new AsciiString("User-Agent"), "partner/1.0")
        .add(new AsciiString("Accept"), "application/json")
        .add(new AsciiString("X-API-Key"), "not looked at by the guard")
        .add(new AsciiString("Connection"), "keep-alive");
    return made;
  }
}
