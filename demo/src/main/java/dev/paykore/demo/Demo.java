package dev.paykore.demo;

import dev.paykore.demo.keys.DemoKeys;
import dev.paykore.demo.keys.EdgeDatabase;
import dev.paykore.demo.wallets.WalletServices;
import dev.paykore.servers.PostgresProcess;
import dev.paykore.servers.RedisProcess;
import java.util.LinkedHashMap;
import java.util.Map;

/** What the demo is made of, in the order in which it starts; it ends in the reverse order. */
final class Demo {

  private final Parts parts;
  private final DemoPorts ports;

  Demo(Parts parts, DemoPorts ports) {
    this.parts = parts;
    this.ports = ports;
  }

  /**
   * Starts everything and waits until all of it answers.
   *
   * @throws DemoException if it cannot, with the reason
   */
  Greeting start() {
    ports.requireFree();
    PostgresProcess postgres = parts.start(PostgresProcess::start);
    RedisProcess redis = parts.start(RedisProcess::start);
    EdgeDatabase database = EdgeDatabase.create(postgres);
    DemoKeys keys = DemoKeys.create(postgres.superuser());
    WalletServices wallets = parts.start(WalletServices::start);
    Console console = parts.start(() -> Console.start(ports, redis, postgres));
    parts.start(() -> Gateway.start(ports, redis, database, wallets));

    Map<String, String> values = values(keys, redis, postgres);
    values.putAll(console.createAccounts(keys));
    Greeting greeting = new Greeting(values);
    Readiness.await(ports, keys);
    return greeting;
  }

  private Map<String, String> values(DemoKeys keys, RedisProcess redis, PostgresProcess postgres) {
    Map<String, String> values = new LinkedHashMap<>();
    values.put("PAYKORE_EDGE", ports.edge().url());
    values.put("PAYKORE_MANAGEMENT", ports.management().url());
    values.putAll(keys.values());
    values.put("PAYKORE_REDIS", redis.url());
    values.put("PAYKORE_POSTGRES", EdgeDatabase.superuserUrl(postgres));
    return values;
  }
}
