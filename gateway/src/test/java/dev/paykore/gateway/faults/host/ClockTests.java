package dev.paykore.gateway.faults.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import dev.paykore.gateway.faults.FaultRow;
import dev.paykore.gateway.stores.IssuedKey;
import dev.paykore.gateway.testing.Downstream;
import dev.paykore.gateway.testing.EdgeProcess;
import dev.paykore.gateway.testing.RawHttpClient;
import dev.paykore.gateway.testing.RawResponse;
import dev.paykore.keys.Environment;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * The wall clock of the edge's process alone goes forward and back, on a machine that has
 * libfaketime; Redis and Postgres keep the true time.
 */
@ExtendWith(HostStoresExtension.class)
class ClockTests {

  private static final Path LIBRARIES = Path.of("/usr/lib");
  private static final String LIBRARY = "libfaketimeMT.so.1";
  private static final String EXPIRES_SOON =
      "UPDATE api_keys SET expires_on = current_date + 2 WHERE id = '%s'";

  /** Beyond the end of a key that expires soon. */
  private static final String FORWARD = "+3d";

  private static final String BACK = "-3d";
  private static final Duration SPARED_FOR = Duration.ofSeconds(5);
  private static final String SILENT = "/v1/silent";
  private static final Duration TIMEOUT = Duration.ofSeconds(3);

  /** For a busy machine; a time-out of the wall clock would come at once, or after days. */
  private static final Duration SLACK = Duration.ofSeconds(3);

  @Test
  void expiryFollowsTheWallClockAndTimeOutsDoNot(HostStores host, @TempDir Path folder)
      throws Exception {
    Optional<Path> library = library();
    assumeThat(library).isPresent();
    Path clock = Files.writeString(folder.resolve("clock"), "+0");
    IssuedKey expiring = host.stores().issue(Environment.SANDBOX);
    host.stores().change(expiring, EXPIRES_SOON);
    try (EdgeProcess edge = start(host, library.orElseThrow(), clock)) {
      assertThat(get(edge, expiring).status()).isEqualTo(200);
      Duration forward = timeOutWhile(host, edge, () -> step(edge, expiring, clock, FORWARD, 401));
      expectGood(edge, host.key());
      Duration back = timeOutWhile(host, edge, () -> step(edge, expiring, clock, BACK, 200));
      expectGood(edge, host.key());
      FaultRow.of("C1", "the edge's wall clock three days forward, then three days back")
          .promised(
              "keys expire by it, both ways; time-outs are of the monotonic clock (here 3 s);"
                  + " X-RateLimit-Reset is of Redis's clock")
          .seen(
              "401 of a key that has expired meanwhile, then 200; 504 after %d and %d ms; the"
                  + " other key 200, its reset within a minute of Redis's time",
              forward.toMillis(), back.toMillis());
    }
  }

  @Test
  void aDownstreamIsSparedNoLongerWhenTheClockGoesBack(HostStores host, @TempDir Path folder)
      throws Exception {
    Optional<Path> library = library();
    assumeThat(library).isPresent();
    Path clock = Files.writeString(folder.resolve("clock"), "+0");
    try (EdgeProcess edge = start(host, library.orElseThrow(), clock)) {
      host.downstream().will(Downstream.thenReset(Downstream.text("")));
      await().until(() -> get(edge, host.key()).status() == 503);
      host.downstream().will(Downstream.ok("ok"));
      Instant stepped = Instant.now();
      Files.writeString(clock, BACK);
      await().atMost(SPARED_FOR.plus(SLACK)).until(() -> get(edge, host.key()).status() == 200);
      FaultRow.of("C1", "the edge's wall clock three days back while a downstream is spared")
          .promised("it is tried again once it was spared for so long (here 5 s)")
          .seen("200 after %d ms", Duration.between(stepped, Instant.now()).toMillis());
    }
  }

  private static EdgeProcess start(HostStores host, Path library, Path clock) {
    return host.launch()
        .by(
            "env",
            "LD_PRELOAD=" + library,
            "FAKETIME_TIMESTAMP_FILE=" + clock,
            "FAKETIME_CACHE_DURATION=1",
            "FAKETIME_DONT_FAKE_MONOTONIC=1",
            "FAKETIME_FORCE_MONOTONIC_FIX=0")
        .with("paykore.edge.downstream.response-timeout=" + TIMEOUT.toMillis() + "ms")
        .start();
  }

  /** How long a downstream that says nothing was waited for while something happened. */
  private static Duration timeOutWhile(HostStores host, EdgeProcess edge, Runnable what) {
    host.downstream().will(ClockTests::answerUnlessSilent);
    Instant asked = Instant.now();
    try (RawHttpClient waiting = RawHttpClient.connect(edge.port())) {
      send(waiting, SILENT, host.key());
      what.run();
      assertThat(waiting.read().status()).isEqualTo(504);
    }
    Duration took = Duration.between(asked, Instant.now());
    assertThat(took).isBetween(TIMEOUT.minusMillis(100), TIMEOUT.plus(SLACK));
    return took;
  }

  private static void step(
      EdgeProcess edge, IssuedKey expiring, Path clock, String offset, int status) {
    try {
      Files.writeString(clock, offset);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    await().until(() -> get(edge, expiring).status() == status);
  }

  private static void expectGood(EdgeProcess edge, IssuedKey key) {
    RawResponse response = get(edge, key);
    assertThat(response.status()).isEqualTo(200);
    Instant reset = Instant.ofEpochSecond(Long.parseLong(response.header("X-RateLimit-Reset")));
    Instant now = Instant.now();
    assertThat(reset).isBetween(now.minusSeconds(2), now.plusSeconds(60));
  }

  private static RawResponse get(EdgeProcess edge, IssuedKey key) {
    try (RawHttpClient client = RawHttpClient.connect(edge.port())) {
      return send(client, "/v1/wallets", key).read();
    }
  }

  private static RawHttpClient send(RawHttpClient client, String path, IssuedKey key) {
    return client.send(
        "GET " + path + " HTTP/1.1", "Host: localhost", "X-API-Key: " + key.key().reveal(), "");
  }

  private static void answerUnlessSilent(InputStream in, OutputStream out, String head)
      throws IOException {
    if (head.startsWith("GET " + SILENT)) {
      Downstream.silentUntilGone(new CountDownLatch(1)).answer(in, out, head);
    } else {
      Downstream.ok("ok").answer(in, out, head);
    }
  }

  private static Optional<Path> library() throws IOException {
    try (Stream<Path> files =
        Files.find(LIBRARIES, 3, (path, attributes) -> path.endsWith(LIBRARY))) {
      return files.findFirst();
    }
  }
}
