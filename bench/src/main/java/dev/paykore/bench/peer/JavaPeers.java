package dev.paykore.bench.peer;

import dev.paykore.bench.process.ChildProcess;
import dev.paykore.bench.process.Folder;
import dev.paykore.bench.stores.EdgeDatabase;
import dev.paykore.servers.FreePort;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The peers that are a Java process, each with the same options of the virtual machine. */
public final class JavaPeers {

  private JavaPeers() {}

  static RunningPeer bare(Site site) {
    int port = FreePort.next();
    return start(
        Peer.BARE,
        site,
        port,
        List.of(
            "bench/peers/bare/target/bare.jar",
            "--server.port=" + port,
            "--bench.downstream=" + site.downstream().url()));
  }

  static RunningPeer limited(Site site) {
    int port = FreePort.next();
    return start(
        Peer.LIMITED,
        site,
        port,
        List.of(
            "bench/peers/limited/target/limited.jar",
            "--server.port=" + port,
            "--spring.data.redis.url=" + site.stores().redisUrl(),
            "--bench.downstream=" + site.downstream().url()));
  }

  static RunningPeer netty(Site site) {
    int port = FreePort.next();
    return start(
        Peer.NETTY,
        site,
        port,
        List.of(
            "bench/peers/netty/target/netty.jar", Integer.toString(port), site.downstream().url()));
  }

  /** The edge as it is deployed: the real jar, the real {@code config/}, its log to a file. */
  static RunningPeer edge(Site site) {
    return edge(site, site.project().resolve("config"));
  }

  /** The edge with the files of another folder, and properties {@code --name=value}. */
  public static RunningPeer edge(Site site, Path config, String... properties) {
    int port = FreePort.next();
    List<String> jar = new ArrayList<>();
    jar.add("gateway/target/gateway.jar");
    jar.add("--server.port=" + port);
    jar.add("--management.server.port=" + FreePort.next());
    jar.add("--spring.config.additional-location=" + config.toUri());
    jar.add("--spring.data.redis.url=" + site.stores().redisUrl());
    jar.add("--spring.r2dbc.url=" + site.stores().database().r2dbcUrl());
    jar.add("--spring.r2dbc.username=" + EdgeDatabase.ROLE);
    jar.addAll(List.of(properties));
    return start(Peer.EDGE, site, port, jar);
  }

  private static RunningPeer start(Peer peer, Site site, int port, List<String> jar) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(site.jvmOptions());
    command.add("-jar");
    command.add(site.project().resolve(jar.getFirst()).toString());
    command.addAll(jar.subList(1, jar.size()));
    ChildProcess process =
        ChildProcess.start(Folder.create(peer.wireName()), environment(site), command);
    return new RunningPeer(peer, "http://127.0.0.1:" + port, process);
  }

  /** What the edge reads from its environment; nobody else looks at it. */
  private static Map<String, String> environment(Site site) {
    Map<String, String> environment = new HashMap<>(site.downstream().environment());
    environment.put("SPRING_R2DBC_PASSWORD", site.stores().database().password());
    return environment;
  }
}
