package dev.paykore.bench.micro;

import dev.paykore.gateway.credential.ApiKeyExtractor;
import dev.paykore.gateway.credential.PresentedCredential;
import dev.paykore.keys.ApiKeyGenerator;
import dev.paykore.keys.ApiKeyHash;
import dev.paykore.keys.Environment;
import dev.paykore.keys.PresentedKey;
import java.security.SecureRandom;
import java.util.Optional;
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
import org.springframework.http.HttpHeaders;

/** From the headers of a request to the hash under which its key is looked up. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class KeyBenchmark {

  private final PresentedKey key =
      new ApiKeyGenerator(new SecureRandom()).newKey(Environment.SANDBOX);
  private final String text = key.reveal();
  private final HttpHeaders apiKey = headers("X-API-Key", text);
  private final HttpHeaders bearer = headers(HttpHeaders.AUTHORIZATION, "Bearer " + text);

  @Benchmark
  public Optional<PresentedKey> parse() {
    return PresentedKey.parse(text);
  }

  @Benchmark
  public ApiKeyHash hash() {
    return key.hash();
  }

  @Benchmark
  public PresentedCredential extractApiKey() {
    return ApiKeyExtractor.extract(apiKey);
  }

  @Benchmark
  public PresentedCredential extractBearer() {
    return ApiKeyExtractor.extract(bearer);
  }

  private static HttpHeaders headers(String name, String value) {
    HttpHeaders headers = new HttpHeaders();
    headers.add(HttpHeaders.HOST, "api.paykore.dev");
    headers.add(HttpHeaders.ACCEPT, "application/json");
    headers.add(name, value);
    return headers;
  }
}
