package dev.paykore.bench.image;

import dev.paykore.bench.peer.Downstream;
import dev.paykore.bench.peer.Peer;
import dev.paykore.bench.peer.RunningPeer;
import dev.paykore.bench.process.ChildProcess;
import dev.paykore.bench.process.Folder;
import dev.paykore.bench.stores.EdgeDatabase;
import dev.paykore.bench.stores.Stores;
import dev.paykore.servers.FreePort;
import dev.paykore.servers.PostgresProcess;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Runs the images of this project by {@code k8s/image/run}, with the options of their pods. */
record ImageRun(Path project, Stores stores, Downstream downstream) {

  /** The folder of the project, which the property {@code bench.project} names. */
  static Path projectFolder() {
    return Path.of(System.getProperty("bench.project", ".")).toAbsolutePath().normalize();
  }

  /** Starts the edge. */
  RunningPeer edge(String... mode) {
    int port = FreePort.next();
    Map<String, String> environment = new HashMap<>(downstream.environment());
    environment.put("JAVA_TOOL_OPTIONS", PodOptions.of(project, "edge"));
    // Nobody has to be told to go elsewhere.
    environment.put("PAYKORE_EDGE_SERVER_DRAIN_DELAY", "0s");
    environment.put("SPRING_CONFIG_ADDITIONAL_LOCATION", "file:/etc/paykore/");
    environment.put("SPRING_R2DBC_USERNAME", EdgeDatabase.ROLE);
    environment.put("SPRING_R2DBC_PASSWORD", stores.database().password());
    return start("gateway", port, environment, mode);
  }

  /** Starts the console, on tables that are there already. */
  RunningPeer console(String... mode) {
    int port = FreePort.next();
    Map<String, String> environment = new HashMap<>();
    environment.put("JAVA_TOOL_OPTIONS", PodOptions.of(project, "console"));
    environment.put("SPRING_FLYWAY_ENABLED", "false");
    environment.put("SPRING_R2DBC_USERNAME", PostgresProcess.SUPERUSER);
    return start("console", port, environment, mode);
  }

  private RunningPeer start(
      String module, int port, Map<String, String> environment, String... mode) {
    environment.put("SERVER_PORT", Integer.toString(port));
    environment.put("MANAGEMENT_SERVER_PORT", Integer.toString(FreePort.next()));
    environment.put("SPRING_DATA_REDIS_URL", stores.redisUrl());
    environment.put("SPRING_R2DBC_URL", stores.database().r2dbcUrl());
    List<String> command = new ArrayList<>();
    command.add(project.resolve("k8s/image/run").toString());
    command.addAll(List.of(mode));
    command.add(project.resolve(module + "/target/jib-image.tar").toString());
    ChildProcess process = ChildProcess.start(Folder.create(module), environment, command);
    return new RunningPeer(Peer.EDGE, "http://127.0.0.1:" + port, process);
  }
}
