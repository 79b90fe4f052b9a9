package dev.paykore.gateway.faults.downstream;

import dev.paykore.gateway.stores.IssuedKey;
import dev.paykore.gateway.stores.Stores;
import dev.paykore.gateway.testing.Downstream;
import dev.paykore.gateway.testing.RawHttpClient;
import dev.paykore.gateway.testing.RawResponse;
import dev.paykore.gateway.testing.RunningEdge;
import dev.paykore.keys.Environment;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * One edge for all rows, with a route for each kind of downstream, so that what one of them does to
 * its breaker or its connections is no matter to the others. Those that do not answer have a second
 * for it; of the others none is too slow, however busy the machine.
 */
final class DownstreamEdge implements AutoCloseable {

  /** The downstreams; each has the route {@code /NAME/**}. */
  enum Place {
    GOOD,
    BROKEN,
    SLOW,
    CLOSING,
    SPARED,
    STORMY,
    CROWDED,
    UPLOADS,
    UNREAD,
    BLACK_HOLE,
    NOWHERE,
    RESETTING,
    REFUSED,
    TLS_GOOD,
    TLS_EXPIRED,
    TLS_WRONG_HOST,
    TLS_SELF_SIGNED,
    TLS_SILENT
  }

  /** Those without a downstream that could answer. */
  private static final Set<Place> OTHERS =
      EnumSet.of(Place.BLACK_HOLE, Place.NOWHERE, Place.RESETTING);

  private final Stores stores = Stores.start();
  private final TlsDownstreams tls = new TlsDownstreams();
  private final BlackHole blackHole = new BlackHole();
  private final ResettingDownstream resetting = new ResettingDownstream();
  private final Map<Place, Downstream> downstreams = new EnumMap<>(Place.class);
  private final RunningEdge edge;
  private final IssuedKey key;

  DownstreamEdge() {
    for (Place place : Place.values()) {
      if (!OTHERS.contains(place)) {
        downstreams.put(place, tls.isTls(place) ? tls.start(place) : Downstream.answering("ok"));
      }
    }
    downstreams.get(Place.REFUSED).close();
    edge =
        RunningEdge.start(
            stores,
            folder(),
            "paykore.edge.downstream.response-timeout=1s",
            "paykore.edge.downstream.body-idle-timeout=1s",
            "paykore.edge.downstream.max-connections=16",
            "paykore.edge.downstream.max-percent-per-key=100",
            "paykore.edge.downstream.max-waiting=16",
            "paykore.edge.downstream.wait-timeout=5s",
            "paykore.edge.downstream.breaker.min-calls=100",
            "paykore.edge.downstream.breaker.open-for=1s",
            "spring.ssl.bundle.pem.downstreams.truststore.certificate=file:" + tls.authority(),
            "spring.cloud.gateway.server.webflux.httpclient.ssl.ssl-bundle=downstreams",
            "spring.cloud.gateway.server.webflux.httpclient.ssl.handshake-timeout=1s");
    key = stores.issue(Environment.SANDBOX);
    stores.commit(key, "UPDATE api_keys SET requests_per_minute = 1000000 WHERE id = '%s'");
  }

  /** The downstream there, answering {@code ok} again and with nothing remembered. */
  Downstream at(Place place) {
    Downstream downstream = downstreams.get(place);
    downstream.will(Downstream.ok("ok")).forget();
    return downstream;
  }

  /** The heads of the requests that the downstream there has got since it was asked for. */
  List<String> heads(Place place) {
    return downstreams.get(place).heads();
  }

  ResettingDownstream resetting() {
    return resetting;
  }

  RawHttpClient connect() {
    return RawHttpClient.connect(edge.port());
  }

  RawResponse get(Place place) {
    return send("GET", place);
  }

  /** Sends a request without a body and reads the answer. */
  RawResponse send(String method, Place place, String... headers) {
    try (RawHttpClient client = connect()) {
      client.send(head(method, place, headers));
      return method.equals("HEAD") ? client.readWithoutBody() : client.read();
    }
  }

  /** The lines of a request's head, the empty one included. */
  String[] head(String method, Place place, String... headers) {
    String[] lines = new String[headers.length + 4];
    lines[0] = "%s /%s/x HTTP/1.1".formatted(method, place.name());
    lines[1] = "Host: localhost";
    lines[2] = "X-API-Key: " + key.key().reveal();
    System.arraycopy(headers, 0, lines, 3, headers.length);
    lines[lines.length - 1] = "";
    return lines;
  }

  int port() {
    return edge.port();
  }

  String apiKey() {
    return key.key().reveal();
  }

  double counter(String name) {
    return edge.bean(MeterRegistry.class).get(name).counter().count();
  }

  double gauge(String name, String downstream) {
    return edge.bean(MeterRegistry.class).get(name).tag("downstream", downstream).gauge().value();
  }

  /** The connections to the downstream there that wait for a request. */
  double idleConnections(Place place) {
    return edge.bean(MeterRegistry.class)
        .get("paykore.edge.downstream.connections")
        .tag("downstream", downstreams.get(place).url().replace("http://", ""))
        .tag("state", "idle")
        .gauge()
        .value();
  }

  double refusals(String downstream) {
    return edge.bean(MeterRegistry.class)
        .get("paykore.edge.downstream.breaker.refused")
        .tag("downstream", downstream)
        .counter()
        .count();
  }

  @Override
  public void close() {
    edge.close();
    downstreams.values().forEach(Downstream::close);
    blackHole.close();
    resetting.close();
    stores.close();
  }

  private Path folder() {
    try {
      Path folder = Files.createTempDirectory("edge-config");
      Path file = Files.writeString(folder.resolve("application.yml"), yaml());
      // The last named is deleted first.
      folder.toFile().deleteOnExit();
      file.toFile().deleteOnExit();
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String yaml() {
    return "paykore.edge.routes:\n"
        + Arrays.stream(Place.values()).map(this::route).collect(Collectors.joining());
  }

  private String route(Place place) {
    String url = url(place);
    String service = tls.isTls(place) ? url.replaceFirst("^http:", "https:") : url;
    return """
          - id: %1$s
            uri: %2$s
            predicates: [ "Path=/%1$s/**" ]
            metadata: { environment: sandbox, max-body: 2GB, response-timeout: %3$s }
        """
        .formatted(place, service, timeout(place));
  }

  private String url(Place place) {
    return switch (place) {
      case BLACK_HOLE -> blackHole.url();
      case NOWHERE -> "http://nowhere.invalid";
      case RESETTING -> resetting.url();
      default -> downstreams.get(place).url();
    };
  }

  private static String timeout(Place place) {
    return switch (place) {
      case SLOW, UNREAD, BLACK_HOLE, TLS_SILENT -> "1s";
      case CROWDED -> "60s";
      default -> "15s";
    };
  }
}
