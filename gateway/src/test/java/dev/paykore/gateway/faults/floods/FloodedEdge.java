package dev.paykore.gateway.faults.floods;

import dev.paykore.gateway.stores.IssuedKey;
import dev.paykore.gateway.stores.Stores;
import dev.paykore.gateway.testing.ConfigurationFolder;
import dev.paykore.gateway.testing.Downstream;
import dev.paykore.gateway.testing.EdgeProcess;
import dev.paykore.gateway.testing.RawHttpClient;
import dev.paykore.gateway.testing.RunningEdge;
import dev.paykore.keys.ApiKeyRecord;
import dev.paykore.keys.Environment;
import dev.paykore.keys.PresentedKey;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** An edge as a process of its own, one downstream behind it, and stores that count. */
final class FloodedEdge implements AutoCloseable {

  private static final String ROUTE =
      """
      paykore:
        edge:
          routes:
            - id: everything
              uri: {uri}
              predicates: [ "Path=/**" ]
              metadata: { environment: sandbox }
      """;

  private static final String COLD_KEYS =
      """
      CREATE TABLE cold AS
        SELECT lpad(to_hex(n), 20, '0') AS id, hash
        FROM unnest(ARRAY['{hashes}']) WITH ORDINALITY AS given(hash, n);
      INSERT INTO partners (id, name, tier)
        VALUES ('ptn_00000000000000000000', 'A partner', 'starter');
      INSERT INTO api_keys (id, partner_id, environment, label)
        SELECT 'key_' || id, 'ptn_00000000000000000000', 'sandbox', 'cold' FROM cold;
      INSERT INTO api_key_secrets (id, key_id, hash, last_four)
        SELECT 'sec_' || id, 'key_' || id, hash, '0000' FROM cold;
      DROP TABLE cold;
      ANALYZE;
      """;

  /** Of a small POST, in bytes. */
  static final int BODY = 99;

  private static final byte[] PART = new byte[1 << 16];
  private static final int PARTS = 128;

  /** Of the answer to {@code /large}, in bytes. */
  static final int LARGE = PARTS * PART.length;

  private static final Pattern LENGTH = Pattern.compile("(?i)\r\ncontent-length: (\\d+)");

  final Stores stores = Stores.start();
  final Statements statements = Statements.countedBy(stores);
  private final Downstream downstream = Downstream.answering("fine");
  final EdgeProcess process;

  private final AtomicLong writtenParts = new AtomicLong();
  private volatile CountDownLatch release = new CountDownLatch(0);

  private FloodedEdge(String... options) {
    process = EdgeProcess.start(stores, configuration(), options);
  }

  /** Starts an edge with such options of the JVM, and properties as {@code --name=value}. */
  static FloodedEdge start(String... options) {
    return new FloodedEdge(options);
  }

  int port() {
    return process.port();
  }

  /** A good key that may be used as often as one likes. */
  IssuedKey issueWithoutLimit() {
    IssuedKey issued = stores.issue(Environment.SANDBOX);
    stores
        .postgres()
        .execute(
            "UPDATE api_keys SET requests_per_minute = 1000000 WHERE id = '%s'"
                .formatted(issued.keyId()));
    return issued;
  }

  /** A good key that another edge has looked up, and this one has never seen. */
  IssuedKey issueIntoRedis() {
    IssuedKey issued = issueWithoutLimit();
    ApiKeyRecord record = Stores.get(stores.view().findByHash(issued.key().hash()));
    Stores.get(stores.records().write(record, Duration.ofMinutes(5)));
    return issued;
  }

  /** So many good keys of one partner that no store but Postgres knows. */
  List<PresentedKey> issueCold(int count) {
    List<PresentedKey> keys =
        Stream.generate(() -> stores.unknownKey(Environment.SANDBOX)).limit(count).toList();
    String hashes = keys.stream().map(key -> key.hash().hex()).collect(Collectors.joining("','"));
    stores.postgres().execute(COLD_KEYS.replace("{hashes}", hashes));
    return keys;
  }

  /** From now on the downstream does not answer. */
  void holdAnswers() {
    CountDownLatch held = new CountDownLatch(1);
    release = held;
    downstream.will(
        (in, out, head) -> {
          await(held);
          Downstream.ok("fine").answer(in, out, head);
        });
  }

  /** From now on the downstream reads what a POST has, and answers {@code /large} at length. */
  void answerAtLength() {
    downstream.will(
        (in, out, head) -> {
          in.skipNBytes(length(head));
          if (head.contains(" /large ")) {
            writeAtLength(out);
          } else {
            Downstream.ok("fine").answer(in, out, head);
          }
        });
  }

  private static int length(String head) {
    Matcher length = LENGTH.matcher(head);
    return length.find() ? Integer.parseInt(length.group(1)) : 0;
  }

  /** Waits until so many are answered at length, and the edge takes no more of any answer. */
  void awaitStandstill(int answers) {
    AtomicLong seen = new AtomicLong();
    Awaitility.await()
        .atMost(Duration.ofMinutes(2))
        .pollInterval(Duration.ofSeconds(1))
        .until(writtenParts::get, parts -> parts >= answers && seen.getAndSet(parts) == parts);
  }

  private void writeAtLength(OutputStream out) throws IOException {
    String head = "HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n".formatted(LARGE);
    out.write(head.getBytes(StandardCharsets.US_ASCII));
    for (int i = 0; i < PARTS; i++) {
      out.write(PART);
      writtenParts.incrementAndGet();
    }
  }

  /** The downstream answers again, also those that it has held. */
  void releaseAnswers() {
    release.countDown();
    downstream.will(Downstream.ok("fine"));
  }

  int status(PresentedKey key) {
    try (RawHttpClient client = RawHttpClient.connect(port())) {
      return RunningEdge.send(client, "GET /v1/wallets", "X-API-Key: " + key.reveal()).status();
    }
  }

  /** How many of a kind the edge remembers. */
  long remembered(String kind) {
    return (long)
        process.management().meter("paykore_edge_key_remembered{kind=\"%s\"}".formatted(kind));
  }

  /** The names of all keys in Redis. */
  Set<String> redisKeys() {
    return new TreeSet<>(stores.redisCommands().keys("*"));
  }

  @Override
  public void close() {
    process.close();
    downstream.close();
    stores.close();
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Path configuration() {
    return ConfigurationFolder.with(ROUTE.replace("{uri}", downstream.url()));
  }
}
